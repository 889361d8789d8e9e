// SPDX-License-Identifier: MIT
#include "tests/core/session/logins.h"
#include "tests/support/printing.h"
#include "tests/support/test_main.h"

using namespace spp;
using namespace spp::test;
using namespace std::string_literals;

namespace
{

SessionOptions loginOptions()
{
    SessionOptions options = inDialect({"SMTPAUTH=", "FORCETLS=0"});
    options.passwordCommand = {"host", "checkpw", "true"};
    options.users = {{"mary", "secret"}};
    return options;
}

/// A login in Base64 that is as long as that, a multiple of four.
std::string initialOf(std::size_t length)
{
    const std::string begin = "\0mary\0"s;
    return smtp::encodeBase64(begin + std::string(length / 4 * 3 - begin.size(), 'p'));
}

} // namespace

/// AUTH's lines are bounded, one exchange runs at a time, and what a client says of a login stays with it.
class TestAuthLimits : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase_data() { addLoginDialectRows(); }

    void theCommandMayBeAsLongAsALineOfItsExchange()
    {
        // "AUTH PLAIN " has eleven bytes.
        const std::size_t longest = (dialect().maxAuthLine - 11) / 4 * 4;
        SessionTester client{home(), loginOptions()};
        client.say("AUTH PLAIN " + initialOf(longest), "535");
        QCOMPARE(client.logins().size(), std::size_t{1});
        QCOMPARE(client.logins().back().fields.substr(0, 9), "mary\0pppp"s);
        client.say("AUTH PLAIN " + initialOf(longest + 4), own("500 command line too long (#5.5.2)"));
        client.say("NOOP", "250");
        QCOMPARE(client.logins().size(), std::size_t{1});
    }

    void aLineOfTheExchangeHasALimit()
    {
        const std::size_t longest = dialect().maxAuthLine / 4 * 4;
        SessionTester client{home(), loginOptions()};
        client.say("AUTH PLAIN", "334");
        client.say(initialOf(longest), "535");
        client.say("AUTH PLAIN", "334");
        client.say(initialOf(longest + 4), own("501 malformed auth input (#5.5.4)"));
        client.say("NOOP", "250");
        client.say("AUTH LOGIN " + smtp::encodeBase64("mary"), "334");
        client.say(std::string(3 * longest, 'Q'), own("501 malformed auth input (#5.5.4)"));
        client.say("NOOP", "250");
        QCOMPARE(client.logins().size(), std::size_t{1});
    }

    void otherCommandsKeepTheirOwnLimit()
    {
        if (dialect().maxCommandLine == dialect().maxAuthLine)
            return;
        SessionTester client{home(), loginOptions()};
        client.say("AUTH PLAIN", "334");
        client.say("*", "501");
        client.say("VRFY " + std::string(dialect().maxCommandLine - 5, 'x'), "252");
        client.say("VRFY " + std::string(dialect().maxCommandLine - 4, 'x'), "500");
        client.say("NOOP", "250");
    }

    void aCommandInsideAnExchangeIsALineOfIt()
    {
        SessionTester client{home(), loginOptions()};
        for (const char* line : {"AUTH PLAIN", "MAIL FROM:<a@example.net>", "RSET", "QUIT", "STARTTLS", "", " ", "="}) {
            client.say("AUTH LOGIN", "334");
            // Some are Base64: a user's name.
            if (client.say(line).starts_with("334"))
                client.say("*", "501");
        }
        QVERIFY(!client.isClosed() && client.logins().empty() && client.handshakes() == 0);
        QVERIFY(!client.session().state().transaction);
    }

    void anAbortEndsItAtEachStep()
    {
        SessionTester client{home(), loginOptions()};
        const std::string cancelled = own(dialect().auth.cancelledReply);
        client.say("AUTH PLAIN", "334");
        client.say("*", cancelled);
        client.say("AUTH LOGIN", "334");
        client.say("*", cancelled);
        client.say("AUTH LOGIN " + smtp::encodeBase64("mary"), "334");
        client.say("*", cancelled);
        client.say("*", own(dialect().unknownReply));
        QVERIFY(client.logins().empty());
        client.say("AUTH PLAIN " + smtp::encodeBase64("\0mary\0secret"s), "235");
    }

    void silenceInsideItEndsTheSession()
    {
        SessionTester client{home(), loginOptions()};
        client.say("AUTH LOGIN", "334");
        client.wait(std::chrono::seconds(1200));
        QCOMPARE(client.replies(), own("451 timeout (#4.4.2)") + "\r\n");
        QCOMPARE(client.exitStatus(), std::optional(1));
    }

    void aMisspeltLoginIsNotShownEither()
    {
        const std::string secret = smtp::encodeBase64("\0mary\0secret"s);
        SessionTester client{home(), loginOptions()};
        for (const std::string& begin : {"AUTH PLAIN\t"s, "AUTH\tPLAIN "s, "auth: PLAIN "s, "AUTHPLAIN "s, "Auth  "s})
            client.say(begin + secret);
        for (const auto& report : client.reports())
            if (const auto* line = std::get_if<session::ClientLine>(&report.body))
                QVERIFY2(line->line.find(secret) == std::string::npos, line->line.c_str());
    }
};

SPP_TEST(TestAuthLimits)
#include "tst_auth_limits.moc"
