// SPDX-License-Identifier: MIT
#include "core/smtp/base64.h"
#include "tests/support/dialect_rows.h"
#include "tests/support/printing.h"
#include "tests/support/test_main.h"

#include <algorithm>

using namespace spp;
using namespace spp::test;
using namespace std::string_literals;

namespace
{

bool isControl(char c)
{
    return static_cast<unsigned char>(c) < 0x20 || c == 0x7F;
}

/// All that a session hands on of what a client has said.
struct Sinks
{
    std::string environments; ///< of plugins, the password program and the queue program; entries end in LF
    std::string heads;        ///< of messages: what stands above the client's text
    std::string replies;

    explicit Sinks(SessionTester& client) : replies(client.replies())
    {
        const auto add = [this](const plugin::Environment& environment) {
            for (const auto& entry : environment.entries())
                environments += entry + "\n";
        };
        for (const auto& run : client.pluginRuns())
            add(run.environment);
        for (const auto& login : client.logins())
            add(login.environment);
        add(client.session().state().environment);
        for (const auto& message : client.messages()) {
            add(message.opened.environment);
            heads += message.message.substr(0, message.message.find("Subject:"));
        }
        for (const auto& report : client.reports())
            if (const auto* reply = std::get_if<session::ReplySent>(&report.body))
                replies += reply->text;
    }

    bool holdsControlBytes() const
    {
        const auto isBad = [](char c) { return isControl(c) && c != '\n'; };
        return std::any_of(environments.begin(), environments.end(), isBad) ||
               std::any_of(heads.begin(), heads.end(), isBad);
    }
};

/// A session in which the client says the nasty words wherever it may.
SessionTester sayEverywhere(const std::string& nasty)
{
    SessionOptions options = inDialect({"SMTPAUTH=", "FORCETLS=0"});
    options.passwordCommand = {"host", "checkpw", "true"};
    options.users = {{nasty.substr(0, nasty.find('\0')), "secret"}, {"x" + nasty, "secret"}};
    FakeHome fake = home();
    for (const char* section : {"helo", "mail", "rcpt", "pass", "data", "auth"})
        fake.plugin(section, says(""));
    SessionTester client{fake, options};
    client.say("EHLO " + nasty);
    client.say("AUTH PLAIN " + smtp::encodeBase64('\0' + nasty + "\0secret"s));
    client.say("AUTH LOGIN " + smtp::encodeBase64("x" + nasty));
    client.say(smtp::encodeBase64("secret"));
    client.say("MAIL FROM:<a" + nasty + "@example.net>");
    client.say("RCPT TO:<b" + nasty + "@example.org>");
    client.say("VRFY " + nasty);
    client.say(nasty);
    client.say("MAIL FROM:<a@example.net>");
    client.say("RCPT TO:<b@example.org>");
    client.say("DATA");
    client.send("Subject: x\r\n\r\nhello\r\n.\r\n");
    return client;
}

} // namespace

/// What a client names can't become a line of a header, an entry of an environment or a reply of its own.
class TestInjection : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase_data() { addDialectRows(); }

    void wordsOfTheClient_data()
    {
        QTest::addColumn<QByteArray>("nasty");
        const auto row = [](const QByteArray& nasty) {
            QTest::newRow(text::printable(nasty.toStdString()).c_str()) << nasty;
        };
        for (const char* nasty : {"\r", "x\rX-Evil: 1", "\x1b[2J", "\x7f", "\t", "\x01", "`id`", "$(id)", "';id;'",
                                  "\"", "\\", "%s%n", "=EVIL", "<>", "(", "|", "&", "*", "?"})
            row(nasty);
        row(QByteArray("x\0EVIL=1", 8));
        row(QByteArray(1, '\0'));
        row("\nX-Evil: 1");
        row("x\r\nX-Evil: 1\r\n");
        row("\r\nEVIL=1");
    }

    void wordsOfTheClient()
    {
        QFETCH(QByteArray, nasty);
        SessionTester client = sayEverywhere(nasty.toStdString());
        const Sinks sinks(client);
        QVERIFY(!client.messages().empty());
        for (const std::string& line : {"\nX-Evil"s, "\nEVIL="s})
            QVERIFY2(sinks.heads.find(line) == std::string::npos && sinks.replies.find(line) == std::string::npos,
                     text::printable(sinks.heads + sinks.replies).c_str());
        // Two lines, in which odd bytes are question marks.
        for (const auto& message : client.messages()) {
            const std::string head = message.message.substr(0, message.message.find("Subject:"));
            QCOMPARE(std::count(head.begin(), head.end(), '\n'), std::ptrdiff_t{2});
        }
        QVERIFY2(sinks.heads.find_first_of("`$|&'\"\\*<>\r\x1b\x7f\t") == std::string::npos, sinks.heads.c_str());
        if (dialect().refusesControlBytes)
            QVERIFY2(!sinks.holdsControlBytes() && sinks.environments.find("\nEVIL") == std::string::npos,
                     text::printable(sinks.environments).c_str());
    }

    /// As the reference does: what stands before the NUL is the name.
    void aNulEndsACommandLine()
    {
        if (dialect().refusesControlBytes)
            return;
        SessionTester client{home().plugin("mail", says("")), inDialect()};
        client.send("MAIL FROM:<a@example.net\0@evil.example>\r\n"s);
        QCOMPARE(client.lastSeen("SMTPMAILFROM"), "a@example.net"s);
    }

    void theNameOfALoginHasNoControlBytesWhereTheDialectRefusesThem()
    {
        if (!dialect().refusesControlBytes)
            return;
        for (const std::string name : {"mary\nX: 1", "\rmary", "ma\x1bry", "mary\x7f"}) {
            SessionOptions options = inDialect({"FORCETLS=0"});
            options.passwordCommand = {"checkpw"};
            options.users = {{name, "secret"}};
            SessionTester client{home(), options};
            client.say("AUTH PLAIN " + smtp::encodeBase64('\0' + name + "\0secret"s), "501 5.5.4 malformed auth input");
            client.say("AUTH LOGIN " + smtp::encodeBase64(name), "334");
            client.say(smtp::encodeBase64("secret"), "501 5.5.4 malformed auth input");
            QVERIFY(client.logins().empty());
            client.say("NOOP", "250");
        }
    }

    void aPluginsLineInTheReplyToAFailureIsOneLine()
    {
        SessionTester client{home()
                                 .file("smtpplugins", "[mail]\nplugins/x\r\n")
                                 .program("plugins/x\r", [](const auto&) { return exits(120); }),
                             inDialect()};
        const std::string reply = client.say("MAIL FROM:<a@example.net>");
        QVERIFY2(reply.starts_with("451") && (!dialect().repliesOnce || reply.find('\r') == reply.size() - 2),
                 reply.c_str());
    }
};

SPP_TEST(TestInjection)
#include "tst_injection.moc"
