// SPDX-License-Identifier: MIT
#include "core/smtp/base64.h"
#include "tests/support/printing.h"
#include "tests/support/session_tester.h"
#include "tests/support/test_main.h"

#include <algorithm>
#include <array>
#include <tuple>

using namespace spp;
using namespace spp::test;
using namespace std::string_literals;

namespace
{

/// What a dialect says and does, written down once more: these are facts about the programs, not traits of ours.
struct Row
{
    std::string name;
    std::string ehlo; ///< behind the name, with a certificate, a password program, SMTPAUTH=+cram and FORCETLS=0
    std::string unknown = "502 unimplemented (#5.5.1)";
    std::string help = "214 netqmail home page: http://qmail.org/netqmail";
    std::string foreign = "553 sorry, that domain isn't in my list of allowed rcpthosts (#5.7.1)";
    std::string foreignInTls = ""; ///< empty: no TLS
    std::string badSender = "553 sorry, your envelope sender is in my badmailfrom list (#5.7.1)";
    std::string wrongPassword = ""; ///< empty: no AUTH
    std::string cancelled = "501 auth exchange canceled (#5.0.0)";
    std::string unknownMethod = "504 auth type unimplemented (#5.5.1)";
    std::string bareLf = "451 See http://pobox.com/~djb/docs/smtplf.html.";
    std::string withLogin = "SMTP"; ///< Received, after a login
    std::string withTls = "";
    std::string withLoginInTls = "";
    std::string withTlsAfterLogin = "";
    bool knowsQmailQueue = true;
    bool knowsAnyAddress = true;
};

const std::string inTls =
    "553 sorry, that domain isn't in my list of allowed rcpthosts; no valid cert for gatewaying (#5.7.1)";
const std::string stockHelp = "214 qmail home page: http://pobox.com/~djb/qmail.html";
const std::string cipher{testCipher};

const std::array rows{
    Row{.name = "qmail-spp", .ehlo = "PIPELINING 8BITMIME"},
    Row{.name = "qmail-spp-1.03",
        .ehlo = "PIPELINING 8BITMIME",
        .help = stockHelp,
        .knowsQmailQueue = false,
        .knowsAnyAddress = false},
    Row{.name = "qmail-spp-auth-tls",
        .ehlo = "STARTTLS PIPELINING 8BITMIME AUTH_LOGIN_PLAIN_CRAM-MD5 SIZE_1000",
        .foreignInTls = inTls,
        .wrongPassword = "535 authentication failed (#5.7.1)",
        .withLogin = "ESMTPA",
        .withTls = "ESMTPS (" + cipher + " encrypted)",
        .withLoginInTls = "ESMTPA",
        .withTlsAfterLogin = "ESMTPS (" + cipher + " encrypted)"},
    Row{.name = "qmail-spp-smtpauth",
        .ehlo = "AUTH_LOGIN_CRAM-MD5_PLAIN AUTH=LOGIN_CRAM-MD5_PLAIN PIPELINING 8BITMIME",
        .help = stockHelp,
        .wrongPassword = "535 authorization failed (#5.7.0)",
        .cancelled = "501 auth exchange cancelled (#5.0.0)",
        .knowsQmailQueue = false,
        .knowsAnyAddress = false},
    Row{.name = "qmail-spp-smtpauth-eh",
        .ehlo = "PIPELINING 8BITMIME AUTH_LOGIN_PLAIN_CRAM-MD5",
        .help = stockHelp,
        .wrongPassword = "535 authentication failed (#5.7.1)",
        .knowsQmailQueue = false,
        .knowsAnyAddress = false},
    Row{.name = "qmail-spp-smtpauth-tls",
        .ehlo = "STARTTLS PIPELINING 8BITMIME SIZE_1000 AUTH_LOGIN_PLAIN_CRAM-MD5",
        .foreignInTls = inTls,
        .wrongPassword = "535 authentication failed (#5.7.1)",
        .withLogin = "ESMTPA",
        .withTls = "(" + cipher + " encrypted) SMTP",
        .withLoginInTls = "ESMTPA",
        .withTlsAfterLogin = "(" + cipher + " encrypted) SMTP"},
    Row{.name = "sagredo",
        .ehlo = "STARTTLS PIPELINING SMTPUTF8 8BITMIME AUTH_LOGIN_PLAIN_CRAM-MD5 SIZE_1000",
        .unknown = "500 unrecognised (#5.5.2)",
        .help = "214 Roberto's qmail notes home page: https://www.sagredo.eu",
        .foreign = "553 5.7.1 sorry, that domain isn't in my list of allowed rcpthosts (chkuser)",
        .foreignInTls = "553 5.7.1 sorry, that domain isn't in my list of allowed rcpthosts (chkuser)",
        .badSender = "553 sorry, your envelope sender has been denied (#5.7.1)",
        .wrongPassword = "535 authentication failed (#5.7.1)",
        .unknownMethod = "504 auth type invalid (#5.5.1)",
        .bareLf = "451 See https://cr.yp.to/docs/smtplf.html.",
        .withLogin = "ESMTPA",
        .withTls = "ESMTPS (" + cipher + " encrypted)",
        .withLoginInTls = "ESMTPSA (" + cipher + " encrypted, authenticated)",
        .withTlsAfterLogin = "ESMTPS (" + cipher + " encrypted)"},
};

SessionOptions optionsOf(const Row& row, std::vector<std::string> environment = {})
{
    environment.insert(environment.end(), {"SMTPAUTH=+cram", "FORCETLS=0"});
    SessionOptions options;
    options.dialect = row.name;
    options.environment = std::move(environment);
    options.passwordCommand = {"checkpw", "true"};
    if (row.name == "qmail-spp-smtpauth")
        options.passwordCommand.insert(options.passwordCommand.begin(), "host.example.org");
    options.users = {{"mary", "secret"}};
    options.hasCertificate = true;
    return options;
}

std::string ehloReply(const std::string& words)
{
    std::string reply = "250-mx.example.org\r\n";
    for (std::size_t begin = 0; begin <= words.size();) {
        const auto end = std::min(words.find(' ', begin), words.size());
        std::string word = words.substr(begin, end - begin);
        std::replace(word.begin(), word.end(), '_', ' ');
        reply += (end == words.size() ? "250 " : "250-") + word + "\r\n";
        begin = end + 1;
    }
    return reply;
}

const std::string login = "AUTH PLAIN " + smtp::encodeBase64("\0mary\0secret"s);

std::string withWords(const SessionTester& client)
{
    const std::string message = client.lastMessage();
    const auto begin = message.find(" with ");
    return begin == std::string::npos ? message : message.substr(begin + 6, message.find("; ", begin) - begin - 6);
}

} // namespace

/// The tables of the dialects, row by row.
class TestDialectTables : public QObject
{
    Q_OBJECT

    static const Row& row()
    {
        QFETCH_GLOBAL(int, index);
        return rows[static_cast<std::size_t>(index)];
    }

private slots:
    void initTestCase_data()
    {
        QTest::addColumn<int>("index");
        for (std::size_t i = 0; i < rows.size(); ++i)
            QTest::newRow(rows[i].name.c_str()) << static_cast<int>(i);
    }

    void ehlo()
    {
        SessionTester client{home().file("databytes", "1000\n"), optionsOf(row())};
        QCOMPARE(client.say("EHLO x"), ehloReply(row().ehlo));
    }

    void authIsAnnouncedAndNotAvailableWithoutAProgram()
    {
        if (row().wrongPassword.empty())
            return;
        SessionOptions options = optionsOf(row());
        options.passwordCommand.clear();
        SessionTester client{home(), options};
        QVERIFY(client.say("EHLO x").find("AUTH ") != std::string::npos);
        client.say("AUTH PLAIN", "503 auth not available (#5.3.3)\r\n");
    }

    void replies()
    {
        SessionTester client{home(), optionsOf(row())};
        client.say("HELP", row().help + "\r\n");
        client.say("FROB", row().unknown + "\r\n");
        client.say("", row().unknown + "\r\n");
        client.say("BDAT 1", row().unknown + "\r\n");
        client.say("VRFY x", "252 send some mail, i'll try my best\r\n");
        client.beginMail();
        client.say("RCPT TO:<b@foreign.example>", row().foreign + "\r\n");
        SessionTester bad{home().file("badmailfrom", "@bad.example\n"), optionsOf(row())};
        bad.beginMail("a@bad.example");
        bad.say("RCPT TO:<b@example.org>", row().badSender + "\r\n");
        SessionTester lone{home(), optionsOf(row())};
        QCOMPARE(lone.deliver("one\n"), row().bareLf + "\r\n");
    }

    void repliesOfAuth()
    {
        SessionTester client{home(), optionsOf(row())};
        if (row().wrongPassword.empty()) {
            client.say(login, row().unknown + "\r\n");
            return;
        }
        client.say("AUTH PLAIN " + smtp::encodeBase64("\0mary\0wrong"s), row().wrongPassword + "\r\n");
        client.say("AUTH LOGIN", "334 VXNlcm5hbWU6\r\n");
        client.say("*", row().cancelled + "\r\n");
        client.say("AUTH FOO", row().unknownMethod + "\r\n");
    }

    void variablesAfterALogin()
    {
        if (row().wrongPassword.empty())
            return;
        SessionTester client{home(), optionsOf(row())};
        client.say(login, "235 ok, go ahead (#2.0.0)\r\n");
        const auto& environment = client.session().state().environment;
        QCOMPARE(environment.value("TCPREMOTEINFO"), std::optional<std::string_view>("mary"));
        QCOMPARE(environment.contains("RELAYCLIENT"), row().name != "qmail-spp-smtpauth");
        QCOMPARE(environment.contains("SMTP_AUTH_USER"), row().name == "sagredo");
    }

    void receivedAfterLoginAndTls()
    {
        if (row().wrongPassword.empty())
            return;
        SessionTester plain{home(), optionsOf(row())};
        plain.say("EHLO x");
        plain.say(login, "235");
        plain.deliver();
        QCOMPARE(withWords(plain), row().withLogin);
        if (row().foreignInTls.empty())
            return;
        plain.say("STARTTLS", "220");
        plain.deliver();
        QCOMPARE(withWords(plain), row().withTlsAfterLogin);
        SessionTester tls{home(), optionsOf(row())};
        tls.say("STARTTLS", "220");
        tls.deliver();
        QCOMPARE(withWords(tls), row().withTls);
        tls.beginMail();
        tls.say("RCPT TO:<b@foreign.example>", row().foreignInTls + "\r\n");
        tls.say("RSET", "250");
        tls.say(login, "235");
        tls.deliver();
        QCOMPARE(withWords(tls), row().withLoginInTls);
    }

    void receivedNamesTheClient()
    {
        const bool hides = row().name == "sagredo";
        SessionTester client{home(), optionsOf(row(), {"TCPREMOTEHOST=h.example", "TCPREMOTEIP=192.0.2.7",
                                                       "TCPLOCALHOST=mx.example.org", "TCPREMOTEINFO=joe"})};
        client.say("HELO other");
        client.deliver();
        const std::string full =
            "Received: from h.example (HELO other) (joe@192.0.2.7)\n  by mx.example.org with SMTP; ";
        QVERIFY2(client.lastMessage().starts_with(full), client.lastMessage().c_str());
        QVERIFY(client.lastMessage().find(hides ? " +0000\n" : " -0000\n") != std::string::npos);
        SessionTester relay{home(), optionsOf(row(), {"RELAYCLIENT=", "TCPLOCALHOST=mx.example.org"})};
        relay.deliver();
        QVERIFY2(
            relay.lastMessage().starts_with(hides ? "Received: ()\n  by mx" : "Received: from unknown (unknown)\n"),
            relay.lastMessage().c_str());
    }

    void qmailqueueNamesTheQueueProgramWhereItIsKnown()
    {
        SessionTester client{home().plugin("data", says("SQMAILQUEUE=bin/other\n")), optionsOf(row())};
        client.deliver();
        QCOMPARE(client.messages().back().opened.program, row().knowsQmailQueue ? "bin/other"s : "bin/qmail-queue"s);
        SessionTester set{home(), optionsOf(row(), {"QMAILQUEUE=bin/set"})};
        set.deliver();
        QCOMPARE(set.messages().back().opened.program, row().knowsQmailQueue ? "bin/set"s : "bin/qmail-queue"s);
    }

    void exitCodesOfTheQueueProgram()
    {
        const bool more = row().name == "sagredo";
        const std::tuple<int, const char*, const char*> codes[] = {
            {31, "554 mail server permanently rejected message (#5.3.0)", nullptr},
            {32, "554 Private key file does not exist (#5.3.5)", "554 qq permanent problem (#5.3.0)"},
            {70, "451 qq trouble with pid file (#4.3.0)", "451 qq temporary problem (#4.3.0)"},
            {82, "451 unable to exec qq (#4.3.0)", "451 qq temporary problem (#4.3.0)"},
            {88, "451 unable to exec qq (#4.3.0)", "451 qq temporary problem (#4.3.0)"},
            {122, "451 qq waitpid surprise (#4.3.0)", "451 qq temporary problem (#4.3.0)"},
        };
        for (const auto& [code, here, elsewhere] : codes) {
            SessionTester client{home(), optionsOf(row())};
            client.queue().answer.exit.number = code;
            QCOMPARE(client.deliver(), (more || elsewhere == nullptr ? here : elsewhere) + "\r\n"s);
        }
    }

    void pluginsAreSwitchedOnOrOffByTheirVariable()
    {
        const FakeHome with = home().plugin("helo", says("E550 plugin\n"));
        const bool wantsEnable = row().name == "sagredo";
        for (const auto& [variable, runs] :
             {std::pair("ENABLE_SPP=", true), std::pair("NOSPP=", false), std::pair("X=", !wantsEnable)}) {
            SessionOptions options = optionsOf(row(), {variable});
            options.pluginsOn = !wantsEnable; // no variable is added
            SessionTester client{with, options};
            client.say("HELO x", runs ? "550" : "250");
        }
        SessionOptions both = optionsOf(row(), {"ENABLE_SPP=", "NOSPP="});
        both.pluginsOn = !wantsEnable;
        SessionTester client{with, both};
        client.say("HELO x", wantsEnable ? "550" : "250");
    }
};

SPP_TEST(TestDialectTables)
#include "tst_dialect_tables.moc"
