// SPDX-License-Identifier: MIT
/// Transcripts of sessions, in the forms that programs and people write them, as scenarios.
#include "core/scenario/exchange/conversation_import.h"
#include "tests/core/scenario/parsed.h"
#include "tests/support/printing.h"
#include "tests/support/test_main.h"

#include <random>

using namespace spp;
using namespace spp::test;
using namespace std::string_literals;
using scenario::importConversation;

namespace
{

/// The same session in all of them: what is said and expected, without comments.
const std::string wholeSession =
    "S: 220\nC: EHLO me.net\nS: 250\nC: MAIL FROM:<a@x.net>\nS: 250\nC: RCPT TO:<b@x.org>\nS: 550\n"
    "C: RCPT TO:<c@x.org>\nS: 250\nC: DATA\nS: 354\nC: Subject: 250 ok\nC: \nC: > quoted\nC: .\nS: 250\n"
    "C: QUIT\nS: 221\n";

std::string talk(std::string_view scenario)
{
    std::string lines;
    for (const auto line : text::lines(scenario))
        if (line.starts_with("C: ") || line.starts_with("S: "))
            lines += std::string(line) + "\n";
    return lines;
}

/// The session with these marks.
std::string marked(const std::string& client, const std::string& server, const std::string& end = "\n")
{
    std::string all;
    for (const auto line : text::lines(wholeSession))
        if (line.starts_with("S: 250") && all.find("EHLO") != std::string::npos &&
            all.find("MAIL") == std::string::npos)
            all += server + "250-mx.org" + end + server + "250 PIPELINING" + end;
        else
            all += (line.starts_with("C") ? client : server) + std::string(line.substr(3)) +
                   (line.starts_with("S") ? " words" : "") + end;
    return all;
}

} // namespace

class TestConversation : public QObject
{
    Q_OBJECT

private slots:
    void manyFormsAreTheSameSession_data()
    {
        QTest::addColumn<QByteArray>("text");
        const auto row = [](const char* name, const std::string& text) {
            QTest::newRow(name) << QByteArray::fromStdString(text);
        };
        row("swaks",
            "=== Trying mx:25...\n=== Connected to mx.\n" + marked(" -> ", "<-  ") + "=== Connection closed\n");
        row("swaks in TLS", marked(" ~> ", "<~  "));
        row("swaks, refused", marked(" -> ", "<** "));
        row("curl", "* Trying mx\n" + marked("> ", "< ", "\r\n"));
        row("letters", marked("C: ", "S: "));
        row("words", marked("Client: ", "Server: "));
        row("Postfix", marked("In:  ", "Out: "));
        row("msmtp", marked("--> ", "<-- "));
        row("sendmail", marked(">>> ", "<<< "));
        row("times", marked("2026-03-01 12:00:00.5 -> ", "2026-03-01 12:00:00.6 <- "));
        row("telnet", "Trying 192.0.2.1...\nConnected to mx.\nEscape character is '^]'.\n" + marked("", "", "\r\n") +
                          "Connection closed by foreign host.\n");
    }
    void manyFormsAreTheSameSession()
    {
        QFETCH(QByteArray, text);
        const auto imported = importConversation(text.toStdString());
        QCOMPARE(talk(imported.text), wholeSession);
        QVERIFY(imported.text.find("# 550 words") != std::string::npos);
        parsed(imported.text);
    }

    void pythonWritesLiterals()
    {
        const auto imported = importConversation(
            "send: 'ehlo [127.0.0.1]\\r\\n'\nreply: b'250-mx\\r\\n'\nreply: b'250 SIZE\\r\\n'\n"
            "reply: retcode (250); Msg: b'mx\\nSIZE'\nsend: 'mail FROM:<it\\'s@x.net>\\r\\n'\n");
        QCOMPARE(talk(imported.text), "C: ehlo [127.0.0.1]\nS: 250\nC: mail FROM:<it's@x.net>\n"s);
    }

    void aMessageThatIsNotShownIsTold()
    {
        const auto imported = importConversation("< 220 x\n> DATA\n< 354 go\n} [120 bytes data]\n< 250 ok\n> QUIT\n");
        QCOMPARE(
            talk(imported.text),
            "S: 220\nC: DATA\nS: 354\nC: Subject: the message is not in the transcript\nC: \nC: .\nS: 250\nC: QUIT\n"s);
        QVERIFY(imported.remarks.front().starts_with("the message is not written down"));
        QVERIFY(imported.text.find("# } [120 bytes data]") != std::string::npos);
    }

    void loginsAndTlsSetTheStage()
    {
        const auto imported = importConversation(
            "S: 220 x\nC: STARTTLS\nS: 220 go\nC: AUTH LOGIN\nS: 334 VXNlcm5hbWU6\nC: dQ==\n"
            "S: 334 x\nC: cA==\nS: 235 ok\n");
        QVERIFY(imported.text.find("\ntls\nauth accept\n\n") != std::string::npos);
        QVERIFY(imported.text.find("# a login is in it") != std::string::npos);
        const auto bare = importConversation("220 x\nAUTH LOGIN\n334 x\ndQ==\n334 y\ncA==\n535 no\n");
        QCOMPARE(talk(bare.text), "S: 220\nC: AUTH LOGIN\nS: 334\nC: dQ==\nS: 334\nC: cA==\nS: 535\n"s);
        QVERIFY(bare.text.find("\nauth refuse\nenv FORCETLS=0\n") != std::string::npos);
    }

    void otherThingsAreKeptAsComments()
    {
        const auto imported = importConversation("Dear list,\nthis is odd:\n\x1b[2J\n");
        QCOMPARE(talk(imported.text), ""s);
        QVERIFY(imported.text.find("# Dear list,\n# this is odd:\n# \\x1b[2J\n") != std::string::npos);
        QVERIFY(imported.remarks.front().starts_with("nothing in it looks like SMTP"));
        parsed(imported.text);
    }

    void whateverComesIsAScenario()
    {
        const std::string pieces[] = {"C: ",    "S: ",  "250 ok",     "354 x", "DATA",   ".",        "\r\n", "\n",
                                      "-> ",    "<- ",  "\xff\0"s,    "${",    "EHLO x", "send: b'", "\\",   "'",
                                      "12:00 ", "334 ", "AUTH LOGIN", "> ",    "< ",     "| a |",    "# ",   " "};
        std::mt19937 random(1);
        for (int i = 0; i < 3000; ++i) {
            std::string text;
            for (int n = 0; n < 40; ++n)
                text += pieces[random() % std::size(pieces)];
            parsed(importConversation(text).text);
        }
    }
};

SPP_TEST(TestConversation)
#include "tst_conversation.moc"
