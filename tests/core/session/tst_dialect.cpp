// SPDX-License-Identifier: MIT
#include "tests/support/printing.h"
#include "tests/support/session_tester.h"
#include "tests/support/test_main.h"

using namespace spp;
using namespace spp::test;
using namespace std::string_literals;
using namespace std::string_view_literals;

namespace
{

SessionOptions reference(std::vector<std::string> environment = {})
{
    SessionOptions options;
    options.dialect = "qmail-spp";
    options.environment = std::move(environment);
    return options;
}

/// Bytes behind DATA that some servers take for the end of the message.
const std::vector<std::string> bareLfEnds{"\n.\n",      "\n.\r\n",      "\r\n.\n",   "\r\n.\r\r\n\n.\n", "\r\n\n.\r\n",
                                          "\n\n.\n\n",  "\r.\n",        "\n.\r",     "\r\n.\0\n"s,       "\r\n\0.\n"s,
                                          "\n\0.\r\n"s, "\r\n.\r\0\n"s, "\r\r\n.\n", "\r\n.\nX\r\n"};

} // namespace

/// What the dialects do differently.
class TestDialect : public QObject
{
    Q_OBJECT

private slots:
    void dialectsAreFoundByName()
    {
        QCOMPARE(session::findDialect("modern"), &session::modernDialect());
        QVERIFY(session::findDialect("qmail-spp") != nullptr);
        QVERIFY(session::findDialect("no-such") == nullptr);
    }

    void modernRefusesABareLfAndGoesOn()
    {
        for (const auto& variant : bareLfEnds) {
            SessionTester client{home()};
            client.beginMail();
            client.say("RCPT TO:<b@example.org>", "250");
            client.say("DATA", "354");
            QCOMPARE(
                client.send("x" + variant + "MAIL FROM:<smuggled@example.net>\r\nRCPT TO:<b@example.org>\r\nDATA\r\n"),
                ""s);
            QCOMPARE(client.send("x\r\n.\r\n"), "550 5.6.0 message contains a bare LF; lines end in CR LF\r\n"s);
            QVERIFY(client.messages().size() == 1 && client.messages().front().abandoned &&
                    !client.messages().front().finished);
            QVERIFY(client.deliver().starts_with("250"));
        }
    }

    void theReferenceStopsAtABareLf()
    {
        for (const auto& variant : bareLfEnds) {
            SessionTester client{home(), reference()};
            client.beginMail();
            client.say("RCPT TO:<b@example.org>", "250");
            client.say("DATA", "354");
            QCOMPARE(client.send("x" + variant +
                                 "\r\nMAIL FROM:<smuggled@example.net>\r\nRCPT TO:<b@example.org>\r\nDATA\r\n"),
                     "451 See http://pobox.com/~djb/docs/smtplf.html.\r\n"s);
            QCOMPARE(client.exitStatus(), std::optional(1));
            QVERIFY(client.messages().size() == 1 && client.messages().front().abandoned &&
                    !client.messages().front().finished);
        }
    }

    void theReferenceTellsABareLfBeforeTheQueueIsDone()
    {
        SessionTester client{home(), reference()};
        client.beginMail();
        client.send("RCPT TO:<b@example.org>\r\nDATA\r\nx\ny\r\n");
        const auto& wishes = client.wishes();
        const auto told =
            std::find_if(wishes.begin(), wishes.end(), [](const auto& wish) { return wish.starts_with("send 451 "); });
        QVERIFY(told != wishes.end());
        QCOMPARE(std::vector(told + 1, wishes.end()), (std::vector{"abandon"s, "close 1"s}));
    }

    void modernRefusesControlBytesInCommands()
    {
        SessionTester client{home().plugin("helo", says("")).plugin("mail", says(""))};
        const char* const bytes[] = {"\x01", "\t", "\r", "\x1b", "\x7f"};
        for (const std::string byte : bytes) {
            client.say("HELO a" + byte + "b", "501 5.5.2 control characters are not allowed in commands");
            client.say("MAIL FROM:<a" + byte + "@example.net>", "501");
            client.say("NOOP" + byte, "501");
        }
        QCOMPARE(client.send("HELO a\0b\r\n"s), "501 5.5.2 control characters are not allowed in commands\r\n"s);
        QVERIFY(client.pluginRuns().empty());
        client.say("HELO x", "250");
    }

    void theReferenceHandsControlBytesOn()
    {
        SessionTester client{home().plugin("helo", says("")), reference()};
        client.say("HELO a\tb\rc\x7f", "250");
        QCOMPARE(client.lastSeen("SMTPHELOHOST"), "a\tb\rc\x7f"s);
        QCOMPARE(client.send("HELO a\0b\r\n"s), "250 mx.example.org\r\n"s);
        QCOMPARE(client.lastSeen("SMTPHELOHOST"), "a"s);
    }

    void modernRefusesALongLineAndKeepsStep()
    {
        SessionTester client{home().plugin("helo", says(""))};
        const std::size_t limit = session::modernDialect().maxCommandLine;
        client.say("HELO " + std::string(limit - 5, 'x'), "250");
        client.say("HELO " + std::string(limit - 4, 'x'), "500 5.5.2 command line too long");
        QCOMPARE(client.pluginRuns().size(), std::size_t{1});
        QCOMPARE(client.send(std::string(5 * limit, 'x') + "\r\nNOOP\r\nQUIT\r\n"),
                 "500 5.5.2 command line too long\r\n250 2.0.0 ok\r\n221 2.0.0 mx.example.org\r\n"s);
    }

    void theReferenceTakesLongLines()
    {
        SessionTester client{home().plugin("helo", says("")), reference()};
        const std::string name(100'000, 'x');
        client.say("HELO " + name, "250");
        QCOMPARE(client.lastSeen("SMTPHELOHOST"), name);
    }

    void modernIsNoOpenRelayWithoutRcptHosts()
    {
        SessionTester client{home().without("rcpthosts").plugin("rcpt", says(""))};
        client.beginMail();
        client.say("RCPT TO:<b@foreign.example>", "553");
        QCOMPARE(client.lastSeen("SMTPRCPTHOSTSOK"), "0"s);
        client.say("RCPT TO:<b@x.mx.example.org>", "553");
        client.say("RCPT TO:<b@MX.example.org>", "250");
        client.say("RCPT TO:<postmaster>", "250");
        QCOMPARE(client.lastSeen("SMTPRCPTHOSTSOK"), "1"s);
    }

    void theReferenceTakesEveryDomainWithoutRcptHosts()
    {
        SessionTester client{home().without("rcpthosts"), reference()};
        client.beginMail();
        client.say("RCPT TO:<b@foreign.example>", "250");
    }

    void modernTellsPluginsSessionAndEvent()
    {
        SessionTester client{home()
                                 .plugin("connection", says(""))
                                 .plugin("helo", says(""))
                                 .plugin("mail", says(""))
                                 .plugin("rcpt", says(""))
                                 .plugin("data", says(""))};
        QCOMPARE(client.lastSeen("SPP_EVENT"), "connection"s);
        client.say("EHLO x", "250-");
        QCOMPARE(client.lastSeen("SPP_EVENT"), "helo"s);
        QVERIFY(client.deliver().starts_with("250"));
        QCOMPARE(client.lastSeen("SPP_EVENT"), "data"s);
        for (const auto& run : client.pluginRuns())
            QCOMPARE(run.environment.value("SPP_SESSION_ID"), std::optional("s1"sv));
    }

    void theReferencePutsWhatIsSetLastAndTheLastInThePlaceOfWhatIsUnset()
    {
        SessionTester client{home().plugin("rcpt", says("UA\nSB=3\n")).plugin("rcpt", says("")),
                             reference({"A=1", "B=2", "C=3"})};
        client.beginMail();
        client.say("RCPT TO:<b@example.org>", "250");
        std::string names;
        for (const auto& entry : client.pluginRuns().back().environment.entries())
            names += std::string(plugin::entryName(entry)) + " ";
        QCOMPARE(names, "SMTPRCPTTO SMTPRCPTHOSTSOK C SMTPHELOHOST SMTPMAILFROM SMTPRCPTCOUNT SMTPRCPTCOUNTALL B "s);
    }

    void theReferenceSetsNoVariablesOfOurs()
    {
        SessionTester client{home().plugin("connection", says("")), reference()};
        QCOMPARE(client.lastSeen("SPP_EVENT"), "(none)"s);
        QCOMPARE(client.lastSeen("SPP_SESSION_ID"), "(none)"s);
    }

    void modernLetsNoByteOfAnAddressThroughThatIsAControlByte()
    {
        const std::string nasty = "`id`$(id);|&'\\\"<\\\\\\>\xC3\xA4";
        SessionTester client{home().plugin("mail", says("")).plugin("rcpt", says(""))};
        client.say("MAIL FROM:<" + nasty + "> SMTPUTF8", "250");
        client.say("RCPT TO:<" + nasty + "@example.org>", "250");
        for (int c = 0; c < 256; ++c)
            client.send("RCPT TO:<x" + std::string(1, static_cast<char>(c)) + "@example.org>\r\n");
        for (const auto& run : client.pluginRuns())
            for (const auto& entry : run.environment.entries())
                QVERIFY(
                    std::none_of(entry.begin(), entry.end(), [](char c) { return (c >= 0 && c < 0x20) || c == 0x7F; }));
    }
};

SPP_TEST(TestDialect)
#include "tst_dialect.moc"
