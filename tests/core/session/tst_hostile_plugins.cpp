// SPDX-License-Identifier: MIT
#include "core/smtp/base64.h"
#include "tests/support/dialect_rows.h"
#include "tests/support/printing.h"
#include "tests/support/test_main.h"

#include <csignal>

using namespace spp;
using namespace spp::test;
using namespace std::string_literals;

namespace
{

const std::string output = "P250-hello\nSx=1\nHX-One: 1\nCb@example.org\nLR450 later\nUx\nN\n";

/// Where output says "N" and its newline have come.
bool hasEnded(std::size_t length)
{
    return length == output.size();
}

FakePlugin stays()
{
    FakePlugin fake;
    fake.stays = true;
    return fake;
}

/// The sections, and what the client says until the last of them runs.
struct Way
{
    const char* section;
    std::vector<std::string> lines;
};

std::vector<Way> ways()
{
    const std::string mail = "MAIL FROM:<a@example.net>";
    const std::string rcpt = "RCPT TO:<b@example.org>";
    std::vector<Way> result{{"connection", {}},
                            {"helo", {"HELO x"}},
                            {"mail", {mail}},
                            {"rcpt", {mail, rcpt}},
                            {"data", {mail, rcpt, "DATA"}}};
    if (dialect().hasPass)
        result.push_back({"pass", {mail, rcpt}});
    if (dialect().auth.offer != session::AuthTraits::Offer::Never)
        result.push_back({"auth", {"AUTH PLAIN " + smtp::encodeBase64("\0mary\0secret"s)}});
    return result;
}

SessionTester walk(const Way& way, const FakePlugin& fake)
{
    SessionOptions options = inDialect({"SMTPAUTH=", "FORCETLS=0"});
    options.passwordCommand = {"host", "checkpw", "true"};
    options.users = {{"mary", "secret"}};
    SessionTester client{home().plugin(way.section, fake), options};
    for (const auto& line : way.lines)
        client.say(line);
    return client;
}

std::string where(const Way& way, std::size_t length)
{
    return way.section + (", "s + std::to_string(length));
}

/// The session has not lost its step.
bool goesOn(SessionTester& client)
{
    client.replies();
    const bool isReading = client.session().state().refused;
    const std::string reply = client.say("NOOP");
    return reply == own(isReading ? "503 this session was refused, only QUIT is left (#5.5.1)" : "250 ok") + "\r\n";
}

} // namespace

/// A plugin that dies, floods or stalls, at each byte of its output and in each section, costs its own command at most.
class TestHostilePlugins : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase_data() { addDialectRows(); }

    void onesThatDie()
    {
        for (const Way& way : ways())
            for (std::size_t length = 0; length <= output.size(); ++length) {
                SessionTester client = walk(way, dies(SIGSEGV, output.substr(0, length)));
                QVERIFY2(goesOn(client), where(way, length).c_str());
                QVERIFY2(client.messages().empty(), where(way, length).c_str());
            }
    }

    void onesThatFlood()
    {
        const bool isLimited = dialect().maxPluginOutput != 0;
        const std::string block(isLimited ? dialect().maxPluginOutput / 2 : plugin::maxOutputLine, 'x');
        for (const Way& way : ways())
            for (std::size_t length = 0; length <= output.size(); ++length) {
                FakePlugin fake;
                fake.chunks = {output.substr(0, length), block, block, block};
                SessionTester client = walk(way, fake);
                if (way.section == "data"s && (!isLimited || hasEnded(length)))
                    client.say(".");
                QVERIFY2(goesOn(client), where(way, length).c_str());
                const bool wasKilled = isLimited && !hasEnded(length);
                QVERIFY2(client.kills() == (wasKilled ? 1 : 0), where(way, length).c_str());
            }
    }

    /// Nothing goes on before it ends; the client may go away meanwhile, and other sessions don't notice.
    void onesThatStall()
    {
        for (const Way& way : ways())
            for (std::size_t length = 0; length < output.size(); ++length) {
                SessionTester client = walk(way, stays());
                SessionTester other = walk(way, says("N\n"));
                client.handle(session::PluginOutput{std::string_view(output).substr(0, length)});
                client.replies();
                QVERIFY(!client.session().wantsInput() && !client.session().deadline());
                QCOMPARE(client.say("NOOP"), ""s);
                if (way.section == "data"s)
                    other.say(".");
                QVERIFY2(goesOn(other), where(way, length).c_str());
                if (length % 2 == 0) {
                    client.hangUp();
                    QCOMPARE(client.exitStatus(), std::optional(1));
                    continue;
                }
                client.handle(session::PluginOutputEnded{});
                client.handle(session::PluginExited{{plugin::Exit::Kind::Signal, SIGKILL, {}}});
                QVERIFY2(client.session().wantsInput(), where(way, length).c_str());
            }
    }
};

SPP_TEST(TestHostilePlugins)
#include "tst_hostile_plugins.moc"
