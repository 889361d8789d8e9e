// SPDX-License-Identifier: MIT
#include "tests/support/dialect_rows.h"
#include "tests/support/printing.h"
#include "tests/support/test_main.h"

#include <algorithm>

using namespace spp;
using namespace spp::test;
using namespace std::string_literals;

namespace
{

const std::size_t limit = session::modernDialect().maxPluginOutput;

/// That many bytes of lines that mean nothing, behind a beginning.
FakePlugin prints(std::size_t size, const std::string& begin = {}, std::size_t piece = 64 * 1024)
{
    std::string output = begin;
    while (output.size() < size)
        output += std::string(1000, 'x') + '\n';
    output.resize(size);
    output.back() = '\n';
    FakePlugin fake;
    for (std::size_t at = 0; at < output.size(); at += piece)
        fake.chunks.push_back(output.substr(at, piece));
    return fake;
}

FakePlugin floods(const std::string& begin = {})
{
    return prints(3 * limit, begin);
}

std::string cutOff(const std::string& section)
{
    return own("451 qmail-spp failure: plugins/" + section + "-1: too much output (#4.3.0)");
}

} // namespace

/// A plugin that prints without end is killed, where the dialect has a limit.
class TestOutputLimit : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase_data() { addDialectRows(); }

    void modernAloneHasALimit() { QCOMPARE(dialect().maxPluginOutput, dialect().repliesOnce ? 1024UL * 1024 : 0UL); }

    void aFloodIsKilledAndTheCommandDeferred()
    {
        SessionTester client{home().plugin("mail", floods()).plugin("mail", says("E550 never\n")), inDialect()};
        if (dialect().maxPluginOutput == 0) {
            client.say("MAIL FROM:<a@example.net>", "550 never");
            QCOMPARE(client.kills(), 0);
            return;
        }
        client.say("MAIL FROM:<a@example.net>", cutOff("mail"));
        QCOMPARE(client.kills(), 1);
        QCOMPARE(client.limits().size(), std::size_t{1});
        QCOMPARE(client.limits().front().limit, session::Limit::PluginOutput);
        QCOMPARE(client.limits().front().words,
                 "control/smtpplugins:2: “plugins/mail-1” was killed: it printed more than "
                 "1048576 bytes in one run (--max-plugin-output)"s);
        QCOMPARE(client.pluginRuns().size(), std::size_t{1});
        client.say("RCPT TO:<b@example.org>", "503");
        client.say("NOOP", "250");
    }

    void whatMayBePrintedIsExact()
    {
        for (const std::size_t piece : {std::size_t{997}, std::size_t{4096}, limit, 2 * limit}) {
            SessionTester fits{home().plugin("mail", prints(limit, "", piece)), inDialect()};
            fits.say("MAIL FROM:<a@example.net>", "250");
            SessionTester tooMuch{home().plugin("mail", prints(limit + 1, "", piece)), inDialect()};
            tooMuch.say("MAIL FROM:<a@example.net>", dialect().maxPluginOutput == 0 ? "250" : "451");
            QCOMPARE(tooMuch.kills(), dialect().maxPluginOutput == 0 ? 0 : 1);
        }
    }

    void eachRunCountsAnew()
    {
        SessionTester client{home().plugin("mail", prints(limit)).plugin("mail", prints(limit)), inDialect()};
        for (int i = 0; i < 3; ++i)
            client.say("MAIL FROM:<a@example.net>", "250");
    }

    void aFinalLetterIsHeardWithinTheLimitAlone()
    {
        for (const std::size_t piece : {std::size_t{1000}, 4 * limit}) {
            SessionTester before{home().plugin("mail", prints(3 * limit, "E550 no\n", piece)), inDialect()};
            before.say("MAIL FROM:<a@example.net>", "550 no");
            QCOMPARE(before.kills(), 0);
            QCOMPARE(before.stops(), 1);
            FakePlugin late = prints(limit, "", piece);
            late.chunks.emplace_back("E550 no\n");
            SessionTester after{home().plugin("mail", late), inDialect()};
            after.say("MAIL FROM:<a@example.net>", dialect().maxPluginOutput == 0 ? "550 no" : "451");
        }
    }

    void whatItSaidBeforeStands()
    {
        SessionTester client{home().plugin("mail", floods("Sx=1\nHX-One: 1\nP250-hello\n")), inDialect()};
        const bool isLimited = dialect().maxPluginOutput != 0;
        const std::string own = isLimited ? cutOff("mail") : "250 ok";
        QCOMPARE(client.say("MAIL FROM:<a@example.net>"),
                 isLimited ? smtp::joinReply({"hello"}, own) + "\r\n" : "250-hello\r\n250 ok\r\n");
        QVERIFY(client.session().state().environment.contains("x"));
        QCOMPARE(client.session().state().headers.size(), std::size_t{1});
    }

    void howItEndsIsNoMatter()
    {
        for (const bool exitsFirst : {false, true}) {
            FakePlugin fake = floods();
            fake.exitsFirst = exitsFirst;
            SessionTester client{home().plugin("mail", fake), inDialect()};
            client.say("MAIL FROM:<a@example.net>", dialect().maxPluginOutput == 0 ? "250" : cutOff("mail"));
        }
    }

    void theReportSaysSo()
    {
        SessionTester client{home().plugin("mail", floods()), inDialect()};
        client.say("MAIL FROM:<a@example.net>");
        std::string end;
        for (const auto& report : client.reports())
            if (const auto* ended = std::get_if<session::PluginEnded>(&report.body))
                end = plugin::describe(ended->exit);
        QCOMPARE(end, dialect().maxPluginOutput == 0 ? "exit 0"s
                                                     : "cut off: it printed more than 1048576 bytes in one run"s);
    }

    void everySectionHasIt()
    {
        if (dialect().maxPluginOutput == 0)
            return;
        SessionTester connection{home().plugin("connection", floods()), inDialect()};
        QCOMPARE(connection.replies(), cutOff("connection") + "\r\n");
        for (const std::string section : {"helo", "mail", "rcpt", "pass", "data"}) {
            SessionTester client{home().plugin(section, floods()), inDialect()};
            const auto answer = [&](const std::string& ofSection, const char* otherwise) {
                return section == ofSection ? cutOff(section) : std::string(otherwise);
            };
            client.say("EHLO x", answer("helo", "250-"));
            client.say("MAIL FROM:<a@example.net>", answer("mail", "250"));
            if (section == "helo" || section == "mail")
                continue;
            client.say("RCPT TO:<b@example.org>", section == "pass" ? cutOff("pass") : answer("rcpt", "250"));
            if (section == "data")
                QCOMPARE(client.send("BDAT 6 LAST\r\nQUIT\r\nNOOP\r\n"), cutOff("data") + "\r\n250 2.0.0 ok\r\n");
            QCOMPARE(client.kills(), 1);
        }
    }

    void keptLinesHaveALimitInBytes()
    {
        const std::string line(200 * 1024, 'x');
        for (const std::string letter : {"H", "LM", "LR", "LD"}) {
            SessionTester client{home().plugin("helo", says(letter + line + "\n")), inDialect()};
            for (int i = 0; i < 20; ++i)
                client.say("HELO x", "250");
            const session::SessionState& state = client.session().state();
            const auto& kept = letter == "H"    ? state.headers
                               : letter == "LM" ? state.laterMail.texts
                               : letter == "LR" ? state.laterRcpt.texts
                                                : state.laterData.texts;
            QCOMPARE(kept.size(), session::maxKeptBytes / line.size());
            const auto told = std::count_if(client.reports().begin(), client.reports().end(), [](const auto& report) {
                const auto* said = std::get_if<session::PluginSaid>(&report.body);
                return said != nullptr && said->note.starts_with("not kept: ");
            });
            QCOMPARE(static_cast<std::size_t>(told), 20 - kept.size());
        }
    }
};

SPP_TEST(TestOutputLimit)
#include "tst_output_limit.moc"
