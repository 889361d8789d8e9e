// SPDX-License-Identifier: MIT
#include "tests/core/session/logins.h"
#include "tests/support/cdb_bytes.h"
#include "tests/support/printing.h"
#include "tests/support/test_main.h"

#include <algorithm>
#include <cstring>
#include <map>

using namespace spp;
using namespace spp::test;
using namespace std::string_literals;
using namespace std::string_view_literals;
using smtp::encodeBase64;

namespace
{

/// Sends CRAM-MD5's answer with this digest; returns the challenge.
std::string answerChallenge(SessionTester& client, const std::string& digest)
{
    const std::string prompt = client.say("AUTH CRAM-MD5");
    const std::string challenge = smtp::decodeBase64(prompt.substr(4, prompt.size() - 6)).value_or("(none)");
    client.say(encodeBase64("mary " + digest));
    return challenge;
}

} // namespace

/// AUTH in each dialect that has it.
class TestAuth : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase_data() { addLoginDialectRows(); }

    void ehloAnnouncesTheMethods()
    {
        const std::map<std::string_view, std::string> methods{
            {"modern", "LOGIN PLAIN"},
            {"qmail-spp-auth-tls", "LOGIN PLAIN CRAM-MD5"},
            {"qmail-spp-smtpauth", "LOGIN CRAM-MD5 PLAIN"},
            {"qmail-spp-smtpauth-eh", "LOGIN PLAIN CRAM-MD5"},
            {"qmail-spp-smtpauth-tls", "LOGIN PLAIN CRAM-MD5"},
            {"sagredo", "LOGIN PLAIN CRAM-MD5"},
        };
        SessionTester client{home(), withLogin()};
        const std::string reply = client.say("EHLO x");
        QVERIFY2(reply.find("AUTH " + methods.at(dialect().name) + "\r\n") != std::string::npos, reply.c_str());
    }

    void withoutAProgramThereIsNoLogin()
    {
        SessionOptions options = withLogin();
        options.passwordCommand.clear();
        SessionTester client{home(), options};
        client.say("AUTH LOGIN", own("503 auth not available (#5.3.3)"));
        client.say(plain(), own("503 auth not available (#5.3.3)"));
        QVERIFY(client.logins().empty());
    }

    void smtpauthDecidesWhereTheDialectSaysSo()
    {
        if (dialect().auth.offer != session::AuthTraits::Offer::BySmtpAuth)
            return;
        const std::pair<const char*, const char*> rows[] = {{"SMTPAUTH=", "AUTH LOGIN PLAIN\r\n"},
                                                            {"SMTPAUTH=cram", "AUTH CRAM-MD5\r\n"},
                                                            {"SMTPAUTH=+cram", "AUTH LOGIN PLAIN CRAM-MD5\r\n"},
                                                            {"SMTPAUTH=!", "AUTH LOGIN PLAIN\r\n"},
                                                            {"SMTPAUTH=!cram", "AUTH CRAM-MD5\r\n"},
                                                            {"SMTPAUTH=!+cram", "AUTH LOGIN PLAIN CRAM-MD5\r\n"},
                                                            {"SMTPAUTH=CRAM-MD5", "AUTH CRAM-MD5\r\n"},
                                                            {"SMTPAUTH=-x", "AUTH LOGIN PLAIN\r\n"},
                                                            {"SMTPAUTH=!x", "AUTH LOGIN PLAIN\r\n"}};
        for (const auto& [variable, announced] : rows) {
            SessionOptions options = withLogin();
            options.environment = {variable, "FORCETLS=0"};
            SessionTester client{home(), options};
            const std::string reply = client.say("EHLO x");
            QVERIFY2(reply.find(announced) != std::string::npos, variable);
        }
        for (const char* variable : {"SMTPAUTH=-", "X=1"}) {
            SessionOptions options = withLogin();
            options.environment = {variable, "FORCETLS=0"};
            SessionTester client{home(), options};
            QVERIFY2(client.say("EHLO x").find("AUTH") == std::string::npos, variable);
            client.say(plain(), "503 auth not available");
        }
    }

    void aLoginIsRequiredByTheseSpellingsAlone()
    {
        if (dialect().auth.offer != session::AuthTraits::Offer::BySmtpAuth)
            return;
        const std::pair<const char*, bool> rows[] = {{"!", true},   {"!CRAM", true}, {"!+cram", true},
                                                     {"!x", false}, {"", false},     {"cram!", false}};
        for (const auto& [value, required] : rows) {
            SessionOptions options = withLogin();
            options.environment = {"SMTPAUTH="s + value, "FORCETLS=0"};
            SessionTester client{home(), options};
            client.say("MAIL FROM:<a@example.net>", required ? "530" : "250");
        }
    }

    void aRequiredLoginComesBeforeMail()
    {
        if (dialect().auth.offer != session::AuthTraits::Offer::BySmtpAuth)
            return;
        SessionOptions options = withLogin();
        options.environment = {"SMTPAUTH=!", "FORCETLS=0"};
        SessionTester client{home().plugin("mail", says("")), options};
        client.say("MAIL FROM:<a@example.net>", "530 Authorization required (#5.7.1)");
        QVERIFY(client.pluginRuns().empty());
        client.say(plain(), accepted);
        client.say("MAIL FROM:<a@example.net>", "250");
    }

    void onlyInTlsMeansSo()
    {
        SessionOptions options = withLogin();
        std::erase(options.environment, "FORCETLS=0");
        SessionTester client{home(), options};
        const bool only = dialect().auth.onlyInTls;
        QCOMPARE(client.say("EHLO x").find("AUTH ") == std::string::npos, only);
        client.say(plain(), only ? own("538 auth not available without TLS (#5.3.3)") : own(accepted));
        if (!only)
            return;
        QVERIFY(client.logins().empty());
        client.say("STARTTLS", "220");
        QVERIFY(client.say("EHLO x").find("AUTH ") != std::string::npos);
        client.say(plain(), own(accepted));
    }

    void theProgramGetsUserAndPassword()
    {
        SessionTester client{home(), withLogin()};
        client.say(plain("mary", "wrong"), "535");
        client.say("AUTH LOGIN " + encodeBase64("mary"), "334 UGFzc3dvcmQ6");
        client.say(encodeBase64("secret"), own(accepted));
        const auto& logins = client.logins();
        QCOMPARE(logins.size(), std::size_t{2});
        // The first word is the host of the challenge where the dialect has it so; the program never sees it.
        QCOMPARE(logins[0].command, (std::vector{"checkpw"s, "/bin/true"s}));
        QCOMPARE(logins[0].fields, "mary\0wrong\0\0"s);
        QCOMPARE(logins[1].fields, "mary\0secret\0\0"s);
    }

    void withoutCramTheThirdFieldIsLeftOutUnlessTheDialectAlwaysHasIt()
    {
        SessionOptions options = withLogin();
        options.environment = {"SMTPAUTH=", "FORCETLS=0"};
        SessionTester client{home(), options};
        client.say(plain(), own(accepted));
        QCOMPARE(client.logins().back().fields,
                 dialect().auth.alwaysThreeFields ? "mary\0secret\0\0"s : "mary\0secret\0"s);
    }

    void cramHandsOnChallengeAndDigestInTheDialectsOrder()
    {
        SessionTester client{home(), withLogin({"TCPLOCALHOST=mx.example.org"})};
        if (dialect().auth.offer == session::AuthTraits::Offer::WithProgram) {
            // modern takes what it announces, and nothing else.
            client.say("AUTH CRAM-MD5", own(dialect().auth.unknownMethodReply));
            return;
        }
        const std::string challenge = answerChallenge(client, "0123");
        const std::string host = dialect().auth.hostIsFirstWord ? "auth.example.org" : "mx.example.org";
        QVERIFY2(challenge.starts_with('<') && challenge.ends_with("@" + host + ">"), challenge.c_str());
        const std::string fields = dialect().auth.challengeBeforeDigest ? "mary\0"s + challenge + "\0000123\0"s
                                                                        : "mary\0000123\0"s + challenge + '\0';
        QCOMPARE(client.logins().back().fields, fields);
    }

    void aLoginSetsWhatTheDialectSays()
    {
        SessionTester client{home().plugin("mail", says("")), withLogin({"TCPREMOTEINFO=joe"})};
        client.say("EHLO x");
        client.say(plain(), own(accepted));
        QCOMPARE(environmentOf(client, "TCPREMOTEINFO"), "mary"s);
        QCOMPARE(environmentOf(client, "SMTPAUTHUSER"), "mary"s);
        QCOMPARE(environmentOf(client, "SMTPAUTHMETHOD"), "plain"s);
        QCOMPARE(environmentOf(client, "RELAYCLIENT"), dialect().auth.setsRelayClient ? ""s : "(none)"s);
        QCOMPARE(environmentOf(client, "SMTP_AUTH_USER"), dialect().auth.setsSmtpAuthUser ? "mary"s : "(none)"s);
        QVERIFY(relays(client));
        QVERIFY(client.deliver().starts_with("250"));
        const std::string_view protocol =
            dialect().protocol.afterLogin.empty() ? "SMTP" : dialect().protocol.afterLogin;
        const std::string head = client.lastMessage();
        QVERIFY2(head.find("with " + std::string(protocol) + "; ") != std::string::npos, head.c_str());
        QVERIFY2(head.find(dialect().hidesClients ? "(mary)" : "(mary@") != std::string::npos, head.c_str());
    }

    void aWrongPasswordChangesNothingAndMayBeTriedAgain()
    {
        SessionTester client{home().plugin("auth", says("")), withLogin()};
        client.say(plain("mary", "wrong"), own(dialect().auth.refusedReply));
        client.say(plain("nobody", "secret"), own(dialect().auth.refusedReply));
        QVERIFY(client.pluginRuns().empty());
        QCOMPARE(environmentOf(client, "SMTPAUTHUSER"), "(none)"s);
        QCOMPARE(environmentOf(client, "SMTPAUTHMETHOD"), dialect().auth.setsMethodAtOnce ? "plain"s : "(none)"s);
        QVERIFY(!relays(client));
        client.say(plain(), own(accepted));
    }

    void exchangesThatGoWrongAreAnsweredAndKeepStep()
    {
        SessionTester client{home(), withLogin()};
        client.say("AUTH LOGIN", "334 VXNlcm5hbWU6");
        client.say("*", own(dialect().auth.cancelledReply));
        client.say("AUTH LOGIN", "334");
        client.say("no base64", own("501 malformed auth input (#5.5.4)"));
        client.say("AUTH PLAIN", "334 ");
        client.say(std::string(2'000'000, 'x'), "501");
        client.say("AUTH GSSAPI", own(dialect().auth.unknownMethodReply));
        client.say("AUTH", own(dialect().auth.unknownMethodReply));
        QVERIFY(client.logins().empty());
        client.say("NOOP", "250");
    }

    void aProgramThatCrashesIsNoRefusal()
    {
        SessionOptions options = withLogin();
        options.passwordCrashes = true;
        SessionTester client{home().plugin("auth", says("")), options};
        for (int i = 0; i < 5; ++i)
            client.say(plain(), dialect().name == "modern" ? "454 4.7.0"
                                                           : "454 oops, problem with child and I can't auth (#4.3.0)");
        QVERIFY(client.pluginRuns().empty());
        QVERIFY(!client.session().state().login);
        QCOMPARE(environmentOf(client, "SMTPAUTHUSER"), "(none)"s);
        client.say("NOOP", "250");
    }

    void theMethodIsSetAtOnceWhereTheDialectSaysSo()
    {
        for (const char* end : {"*", "no base64"}) {
            SessionTester client{home(), withLogin()};
            client.say("AUTH LOGIN", "334");
            client.say(end, "501");
            QCOMPARE(environmentOf(client, "SMTPAUTHMETHOD"), dialect().name == "sagredo" ? "login"s : "(none)"s);
            client.say("AUTH GSSAPI", "504");
            QCOMPARE(environmentOf(client, "SMTPAUTHMETHOD"), dialect().name == "sagredo" ? "login"s : "(none)"s);
        }
    }

    void theReferencesReadLoosely()
    {
        const bool strict = dialect().name == "modern";
        const std::string malformed = own("501 malformed auth input (#5.5.4)");
        SessionTester client{home(), withLogin()};
        client.say("AUTH LOGIN =", strict ? malformed : "334 UGFzc3dvcmQ6");
        if (!strict)
            client.say(encodeBase64("secret"), malformed);
        client.say("AUTH PLAIN =", malformed);
        QVERIFY(client.logins().empty());
        // Blanks between the words are skipped; at the end they are no Base64.
        client.say("AUTH  PLAIN   " + encodeBase64("\0mary\0wrong1"s) + " ", strict ? "535" : malformed);
        client.say("AUTH PLAIN AG1hcnkAd3Jvbmc", strict ? malformed : "535");
        client.say("AUTH PLAIN AG1hcnkAd3JvbmcxMg== more", strict ? malformed : "535");
        QCOMPARE(client.logins().size(), std::size_t{strict ? 1U : 2U});
    }

    void aNulInTheUserReachesTheProgramAndNothingElse()
    {
        SessionOptions options = withLogin();
        SessionTester client{home().plugin("auth", says("")), options};
        if (dialect().name == "modern") {
            client.say("AUTH LOGIN " + encodeBase64("mary\0x"s), "334");
            client.say(encodeBase64("secret"), "501");
            return;
        }
        client.say("AUTH LOGIN " + encodeBase64("mary\0x"s), "334");
        client.say(encodeBase64("secret"), accepted);
        QCOMPARE(client.logins().back().fields, "mary\0x\0secret\0\0"s);
        QCOMPARE(environmentOf(client, "SMTPAUTHUSER"), "mary"s);
        QCOMPARE(environmentOf(client, "TCPREMOTEINFO"), "mary"s);
    }

    void whatARefusedLoginClaimsShowsInReceivedBehindALoginThatCounted()
    {
        SessionTester client{home(), withLogin()};
        client.say(plain(), own(accepted));
        client.say("RSET", "250");
        client.say(plain("ruth", "wrong"), dialect().auth.forgottenByRset ? "535" : "503");
        QCOMPARE(environmentOf(client, "TCPREMOTEINFO"), "mary"s);
        QCOMPARE(client.session().state().remoteInfo,
                 std::optional(dialect().auth.forgottenByRset ? "ruth"s : "mary"s));
    }

    void aForcedSenderIsTheOneThatHasLoggedIn()
    {
        SessionOptions options = withLogin({"FORCEAUTHMAILFROM=1"});
        options.users = {{"mary@example.org", "secret"}};
        SessionTester client{home().plugin("mail", says("")), options};
        client.say("MAIL FROM:<other@example.org>", "250");
        client.say("RSET", "250");
        client.say(plain("mary@example.org"), own(accepted));
        const auto runs = client.pluginRuns().size();
        const bool forces = dialect().hasExtraChecks;
        client.say("MAIL FROM:<other@example.org>", forces ? "553" : "250");
        client.say("MAIL FROM:<>", forces ? "553" : "250");
        QCOMPARE(client.pluginRuns().size(), runs + (forces ? 0U : 2U));
        client.say("MAIL FROM:<Mary@Example.org>", "250");
    }

    void pipelinedLinesBelongToTheExchange()
    {
        SessionTester client{home(), withLogin()};
        client.replies();
        QCOMPARE(
            client.send("AUTH LOGIN\r\n" + encodeBase64("mary") + "\r\n" + encodeBase64("secret") + "\r\nNOOP\r\n"),
            "334 VXNlcm5hbWU6\r\n334 UGFzc3dvcmQ6\r\n" + own(accepted) + "\r\n" + own("250 ok") + "\r\n");
    }

    void aSecondLoginIsRefusedUntilRsetForgetsTheFirst()
    {
        SessionTester client{home(), withLogin()};
        client.say(plain(), own(accepted));
        client.say(plain(), own("503 you're already authenticated (#5.5.0)"));
        client.say("RSET", "250");
        client.say(plain(),
                   dialect().auth.forgottenByRset ? own(accepted) : own("503 you're already authenticated (#5.5.0)"));
        QVERIFY(relays(client));
    }

    void thereIsNoLoginInATransaction()
    {
        SessionTester client{home(), withLogin()};
        client.beginMail();
        client.say(plain(), own("503 no auth during mail transaction (#5.5.0)"));
        client.say("RCPT TO:<b@example.org>", "250");
        QVERIFY(client.logins().empty());
    }

    void passwordsAreInNoReportNoVariableAndNoState()
    {
        const std::string secret = "Tr0ub4dor-3";
        const std::string coded = encodeBase64(secret);
        SessionOptions options = withLogin();
        options.users = {{"mary", "another"}};
        SessionTester client{home().plugin("auth", says("")).plugin("mail", says("")), options};
        const std::string message = encodeBase64("\0mary\0"s + secret);
        client.say("AUTH PLAIN " + message);
        client.say("AUTH PLAIN\t" + message);
        client.send("AUTH LOGIN\r\n" + encodeBase64("mary") + "\r\n" + coded + "\r\n");
        client.say("MAIL FROM:<a@example.net>");
        std::string told;
        for (const auto& report : client.reports()) {
            if (const auto* line = std::get_if<session::ClientLine>(&report.body))
                told += line->line + "\n";
            if (const auto* reply = std::get_if<session::ReplySent>(&report.body))
                told += reply->text;
            for (const auto& entry : report.state->environment.entries())
                told += entry + "\n";
        }
        for (const auto& run : client.pluginRuns())
            for (const auto& entry : run.environment.entries())
                told += entry + "\n";
        QVERIFY(told.find("AUTH") != std::string::npos);
        for (const std::string& word : {secret, coded, message})
            QVERIFY2(told.find(word) == std::string::npos, told.c_str());
    }

    void theClientMayLeaveAtEachByteOfALogin()
    {
        const std::string dialog = "AUTH LOGIN\r\n" + encodeBase64("mary") + "\r\n" + encodeBase64("secret") + "\r\n";
        for (std::size_t length = 0; length <= dialog.size(); ++length) {
            SessionTester client{home(), withLogin()};
            client.send(dialog.substr(0, length));
            client.hangUp();
            QCOMPARE(client.exitStatus(), std::optional(1));
            QCOMPARE(client.logins().size(), std::size_t{length == dialog.size() ? 1U : 0U});
        }
    }

    void morercpthostsIsLostAfterAuthWhereTheReferenceClosesIt()
    {
        SessionTester client{home().file("morercpthosts.cdb", cdbBytes({{"more.example", ""}})), withLogin()};
        client.say(plain("mary", "wrong"), "535");
        client.beginMail();
        client.say("RCPT TO:<b@example.org>", "250");
        const bool closes = dialect().auth.closesMoreRcptHosts;
        client.say("RCPT TO:<b@more.example>", closes ? "421 unable to read controls (#4.3.0)" : "250");
        QCOMPARE(client.isClosed(), closes);
    }

    void refusedLoginsAreLimitedWhereTheDialectSaysSo()
    {
        SessionTester client{home(), withLogin()};
        const unsigned limit = dialect().limits.loginFailures;
        for (unsigned i = 1; i <= 10 && !client.isClosed(); ++i) {
            client.say(plain("mary", "wrong"), "535");
            QCOMPARE(client.isClosed(), i == limit);
        }
        QCOMPARE(client.isClosed(), limit != 0);
    }
};

SPP_TEST(TestAuth)
#include "tst_auth.moc"
