// SPDX-License-Identifier: MIT
#include "tests/support/dialect_rows.h"
#include "tests/support/printing.h"
#include "tests/support/test_main.h"

#include <algorithm>
#include <csignal>

using namespace spp;
using namespace spp::test;
using namespace std::string_literals;

/// What modern promises beyond qmail-spp.
class TestModern : public QObject
{
    Q_OBJECT

private slots:
    void eachCommandGetsOneReply_data()
    {
        QTest::addColumn<QByteArray>("output");
        QTest::addColumn<bool>("crashes");
        QTest::addColumn<QByteArray>("code");
        const auto row = [](const char* output, bool crashes, const char* code) {
            const std::string name = text::printable(output) + (crashes ? " crash" : "");
            QTest::newRow(name.c_str()) << QByteArray(output) << crashes << QByteArray(code);
        };
        row("P250-hello\n", false, "250");
        row("P250 hello\nP220 x\nPno code\n", false, "250");
        row("P\n", false, "250");
        row("P250 a\rEVIL\n", false, "250");
        row("P250-hello\nE550 no\n", false, "550");
        row("P250-hello\n", true, "451");
        row("E550-no\n", false, "550");
        row("E451 later\n", false, "451");
        row("E\n", false, "550");
        row("Eno code\n", false, "550");
        row("E250 fine\n", false, "550");
        row("E354 go on\n", false, "550");
        row("E550 no\r\n", false, "550");
        row("E550 no\n", true, "550");
        row("R554 bye\n", false, "554");
        row("R\n", false, "421");
        row("R250 ok\n", false, "421");
        row("LM451 m\nLR451 r\nLD451 d\n", false, "250");
        row("550 no letter\n", false, "250");
    }

    void eachCommandGetsOneReply()
    {
        QFETCH(QByteArray, output);
        QFETCH(bool, crashes);
        QFETCH(QByteArray, code);
        const FakePlugin fake = crashes ? dies(SIGKILL, output.toStdString()) : says(output.toStdString());
        for (const char* section : {"helo", "mail", "rcpt", "pass", "data"}) {
            const bool isData = section == "data"s;
            SessionTester client{home().plugin(section, fake)};
            client.say("HELO x", section == "helo"s ? code.constData() : "250");
            if (section == "helo"s)
                continue;
            client.say("MAIL FROM:<a@example.net>", section == "mail"s ? code.constData() : "250");
            if (section == "mail"s)
                continue;
            client.say("RCPT TO:<b@example.org>", isData ? "250" : code.constData());
            if (isData)
                client.say("DATA", code == "250" ? "354" : code.constData());
        }
    }

    void noControlByteOfAPluginReachesAReply()
    {
        for (const char* section : {"connection", "helo", "mail"}) {
            for (const char* output : {"P250 a\rb\x1b\n", "E550 a\rb\x01\n", "R554 a\rb\x7f\n"}) {
                SessionTester client{home().plugin(section, says(output))};
                std::string got = client.replies() + client.say("EHLO x") + client.say("MAIL FROM:<a@example.net>");
                for (std::size_t end = 0; (end = got.find("\r\n")) != std::string::npos;)
                    got.erase(end, 2);
                QVERIFY2(std::none_of(got.begin(), got.end(), [](char c) { return (c >= 0 && c < 0x20) || c == 0x7F; }),
                         text::printable(got).c_str());
            }
        }
    }

    void keptTextsAreOneReply()
    {
        SessionTester client{home().plugin("connection", says("LM451 one\nLM250 two\nLMthree\n"))};
        client.replies();
        QCOMPARE(client.say("MAIL FROM:<a@example.net>"), "550-one\r\n550-two\r\n550 three\r\n"s);
    }

    void greetingAndEhloKeepTheHostNameFirst()
    {
        SessionTester client{home().plugin("connection", says("P220 welcome\n")).plugin("helo", says("P250-hello\n"))};
        QCOMPARE(client.replies(), "220 mx.example.org welcome ESMTP\r\n"s);
        QVERIFY(client.say("EHLO x").starts_with("250-mx.example.org hello\r\n250-PIPELINING\r\n"));
        QCOMPARE(client.say("HELO x"), "250 mx.example.org hello\r\n"s);
    }

    void ownRepliesCarryEnhancedCodesAndGreetingsDoNot()
    {
        SessionTester client{home()};
        QCOMPARE(client.replies(), "220 mx.example.org ESMTP\r\n"s);
        QCOMPARE(client.say("HELO x"), "250 mx.example.org\r\n"s);
        client.say("BOGUS", "502 5.5.1 unimplemented\r\n");
        client.say("DATA", "503 5.5.1 MAIL first\r\n");
        client.say("MAIL FROM:<a@example.net>", "250 2.0.0 ok\r\n");
        client.say("RCPT TO:<b@example.org>", "250 2.0.0 ok\r\n");
        client.say("DATA", "354 go ahead\r\n");
        client.say(".", "250 2.0.0 ok ");
    }

    void aRefusedConnectionTakesQuitAlone()
    {
        for (const FakePlugin& fake : {says("E554 no\n"), dies(SIGKILL)}) {
            SessionTester client{home().plugin("connection", fake).plugin("helo", says(""))};
            client.replies();
            for (const char* line : {"HELO x", "EHLO x", "MAIL FROM:<>", "NOOP", "STARTTLS", "AUTH PLAIN", "bogus"})
                client.say(line, "503 5.5.1");
            QCOMPARE(client.pluginRuns().size(), std::size_t{1});
            client.say("QUIT", "221");
            QCOMPARE(client.exitStatus(), std::optional(0));
        }
    }

    void relayclientOfConnectionPluginsTakesEffect()
    {
        SessionTester client{home().plugin("connection", says("SRELAYCLIENT=@relay.example\n"))};
        client.beginMail();
        client.say("RCPT TO:<b@foreign.example>", "250");
        QCOMPARE(client.session().state().transaction->recipients.front(), "b@foreign.example@relay.example"s);
        SessionOptions options;
        options.environment = {"RELAYCLIENT="};
        SessionTester taken{home().plugin("connection", says("URELAYCLIENT\n")), options};
        taken.beginMail();
        taken.say("RCPT TO:<b@foreign.example>", "553");
    }

    void relayclientOfLaterPluginsDoesNot()
    {
        SessionTester client{home().plugin("helo", says("SRELAYCLIENT=\n")).plugin("mail", says("SRELAYCLIENT=\n"))};
        client.beginMail();
        client.say("RCPT TO:<b@foreign.example>", "553");
    }

    void databytesOfConnectionPluginsTakesEffect()
    {
        SessionTester client{home().file("databytes", "1000\n").plugin("connection", says("SDATABYTES=5\n"))};
        QVERIFY(client.say("EHLO x").ends_with("250 SIZE 5\r\n"));
        client.say("MAIL FROM:<a@example.net> SIZE=6", "552 5.3.4");
        QVERIFY(client.deliver("123456\r\n").starts_with("552"));
        QVERIFY(client.deliver("1\r\n").starts_with("250"));
    }

    void databytesOfAuthPluginsTakesEffect()
    {
        SessionOptions options;
        options.environment = {"FORCETLS=0"};
        options.passwordCommand = {"checkpw"};
        options.users = {{"mary", "secret"}};
        SessionTester client{home().file("databytes", "3\n").plugin("auth", says("SDATABYTES=20\n")), options};
        QVERIFY(client.deliver("12345678\r\n").starts_with("552"));
        client.say("AUTH PLAIN AG1hcnkAc2VjcmV0", "235");
        client.say("MAIL FROM:<a@example.net> SIZE=21", "552 5.3.4");
        QVERIFY(client.deliver("12345678\r\n").starts_with("250"));
        QVERIFY(client.deliver("123456789012345678901\r\n").starts_with("552"));
    }

    void aDeclaredSizeIsRefusedBeforeThePlugins()
    {
        SessionTester client{home().file("databytes", "100\n").plugin("mail", says(""))};
        client.say("MAIL FROM:<a@example.net> BODY=8BITMIME size=101", "552 5.3.4");
        client.say("MAIL FROM:<a@example.net> SIZE=99999999999999999999999", "552 5.3.4");
        QVERIFY(client.pluginRuns().empty());
        client.say("MAIL FROM:<a@example.net> SIZE=100", "250");
    }

    void browsersAreSentAway()
    {
        for (const char* line : {"GET / HTTP/1.1", "POST / HTTP/1.1", "CONNECT mx.example.org:25 HTTP/1.1", "PUT /x"}) {
            SessionTester client{home()};
            client.replies();
            QCOMPARE(client.send(line + "\r\nHost: x\r\n\r\nMAIL FROM:<evil@example.net>\r\n"s),
                     "421 4.7.0 this is no HTTP server\r\n"s);
            QCOMPARE(client.exitStatus(), std::optional(1));
        }
    }

    void browsersAreSentAwayInAnyState()
    {
        SessionTester refused{home().plugin("connection", says("E554 no\n"))};
        refused.say("GET / HTTP/1.1", "421");
        SessionTester between{home()};
        between.send("MAIL FROM:<a@example.net>\r\nRCPT TO:<b@example.org>\r\nBDAT 1\r\nx");
        between.say("GET / HTTP/1.1", "421");
        QVERIFY(between.messages().front().abandoned);
        SessionTester tooLong{home()};
        tooLong.say("POST /" + std::string(20'000, 'x'), "421");
        SessionTester control{home()};
        control.say("HEAD /\x01", "421");
        for (const auto* client : {&refused, &between, &tooLong, &control})
            QCOMPARE(client->exitStatus(), std::optional(1));
    }

    void linesThatAreNoCommandsAreCounted()
    {
        SessionTester client{home()};
        const unsigned limit = session::modernDialect().limits.errors;
        for (unsigned i = 0; i < limit; ++i) {
            client.say(i % 2 == 0 ? "SSH-2.0-x" : "a\tb", "50");
            client.say("MAIL FROM:<>", "250"); // resets nothing
            client.say("DATA", "503");         // is a command
        }
        client.say("NOOP", "250");
        client.say("SSH-2.0-x", "421 4.7.0 too many lines that are no commands");
        QCOMPARE(client.exitStatus(), std::optional(1));
    }

    void printedLinesAheadOfA354ArePartOfIt()
    {
        SessionTester client{home().plugin("data", says("P250-hello\nPno code\n"))};
        client.beginMail();
        client.say("RCPT TO:<b@example.org>", "250");
        QCOMPARE(client.say("DATA"), "354-hello\r\n354-no code\r\n354 go ahead\r\n"s);
        QVERIFY(client.send("hi\r\n.\r\n").starts_with("250 2.0.0 ok "));
    }

    void addressesOutsideAsciiWantSmtputf8()
    {
        const std::string address = "<j\xC3\xB6rg@example.org>";
        SessionTester client{home().plugin("rcpt", says(""))};
        client.say("MAIL FROM:" + address, "553 5.6.7");
        client.say("MAIL FROM:<a@example.net>", "250");
        client.say("RCPT TO:" + address, "553 5.6.7");
        client.say("MAIL FROM:" + address + " SMTPUTF8", "250");
        client.say("RCPT TO:" + address, "250");
        QCOMPARE(client.lastSeen("SMTPRCPTTO"), "j\xC3\xB6rg@example.org"s);
        for (const char* wrong : {"\xC3", "\xFF", "\xC0\xAF", "\xED\xA0\x80"})
            client.say("RCPT TO:<"s + wrong + "@example.org>", "553 5.6.7");
    }

    void theReceivedLineNamesTheProtocol()
    {
        const auto with = [](const char* greeting, const char* parameter) {
            SessionTester client{home()};
            client.say(greeting);
            client.say("MAIL FROM:<a@example.net>"s + parameter, "250");
            client.say("RCPT TO:<b@example.org>", "250");
            client.say("DATA", "354");
            client.say(".", "250");
            const std::string message = client.lastMessage();
            const auto begin = message.find("with ") + 5;
            return message.substr(begin, message.find(';') - begin);
        };
        QCOMPARE(with("HELO x", ""), "SMTP"s);
        QCOMPARE(with("EHLO x", ""), "ESMTP"s);
        QCOMPARE(with("EHLO x", " SMTPUTF8"), "UTF8SMTP"s);
    }

    void linesAheadOfAReplyHaveALimit()
    {
        FakePlugin flood;
        flood.chunks.assign(100'000, "P250-x\n");
        SessionTester client{home().plugin("mail", flood)};
        const std::string got = client.say("MAIL FROM:<a@example.net>");
        QVERIFY(got.ends_with("\r\n250 2.0.0 ok\r\n"));
        QCOMPARE(static_cast<std::size_t>(std::count(got.begin(), got.end(), '\n')), session::maxHeldReplies + 1);
    }
};

SPP_TEST(TestModern)
#include "tst_modern.moc"
