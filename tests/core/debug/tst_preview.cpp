// SPDX-License-Identifier: MIT
#include "core/debug/intervention.h"
#include "core/debug/preview.h"
#include "tests/support/printing.h"
#include "tests/support/session_tester.h"
#include "tests/support/test_main.h"

#include <csignal>

using namespace spp;
using namespace spp::test;
using namespace std::string_literals;
using session::Verdict;

namespace
{

/// What an answer of the first of two [mail] plugins would do.
debug::Preview previewOf(const plugin::Answer& answer)
{
    FakePlugin stays;
    stays.stays = true;
    SessionTester client{home().plugin("mail", stays).plugin("mail", says(""))};
    client.say("HELO x");
    client.say("MAIL FROM:<a@example.net>");
    return debug::preview(client.session(), answer, {});
}

debug::Preview previewOf(std::string output, plugin::Exit exit = {})
{
    return previewOf(plugin::Answer{std::move(output), {}, std::move(exit)});
}

} // namespace

class TestPreview : public QObject
{
    Q_OBJECT

private slots:
    void withoutAWordTheNextPluginRuns()
    {
        const auto preview = previewOf("");
        QVERIFY(!preview.verdict && preview.replies.empty() && !preview.closes && preview.output.empty());
        QCOMPARE(preview.nextPlugin, "plugins/mail-2"s);
    }

    void aRefusalEndsTheSection()
    {
        const auto preview = previewOf("SX=1\nE550 no\nignored\n");
        QVERIFY(preview.verdict == Verdict::Refuse);
        QCOMPARE(preview.replies, "550 no\r\n"s);
        QCOMPARE(preview.output.size(), std::size_t{2});
        QVERIFY(preview.nextPlugin.empty() && !preview.closes);
        QVERIFY(preview.state->environment.value("X") == "1");
    }

    void aDropClosesTheSession()
    {
        const auto preview = previewOf("D\n");
        QVERIFY(preview.verdict == Verdict::Disconnect && preview.closes);
    }

    void anAcceptanceGoesOnToTheCommandsOwnReply()
    {
        const auto preview = previewOf("N\n");
        QVERIFY(preview.verdict == Verdict::Accept);
        QCOMPARE(preview.replies, "250 2.0.0 ok\r\n"s);
        QVERIFY(preview.state->transaction.has_value());
    }

    void aCrashIsAFailure()
    {
        const auto preview = previewOf("O\n", {plugin::Exit::Kind::Signal, SIGKILL, {}});
        QVERIFY(preview.verdict == Verdict::Refuse);
        QVERIFY(preview.replies.starts_with("451"));
    }

    void whatIsSpecialAboutALineIsSaid()
    {
        const auto preview = previewOf("SX=12");
        QCOMPARE(preview.output.size(), std::size_t{1});
        QVERIFY(preview.output.front().note.find("last character was lost") != std::string::npos);
        QVERIFY(preview.state->environment.value("X") == "1");
    }

    void theSessionItselfIsAsBefore()
    {
        FakePlugin stays;
        stays.stays = true;
        SessionTester client{home().plugin("mail", stays)};
        client.say("HELO x");
        client.say("MAIL FROM:<a@example.net>");
        const auto before = client.session().state();
        debug::preview(client.session(), {"SX=1\nR554 bye\n", {}, {}}, {});
        QVERIFY(client.session().state() == before && !client.session().isClosed());
    }

    void theFirstEnabledOverrideOfARunCounts()
    {
        const auto make = [](std::string name, std::string plugin, unsigned run, bool enabled) {
            return debug::Override{std::move(name), std::move(plugin), run, enabled, {}};
        };
        const std::vector overrides{make("off", "a", 0, false), make("second", "a", 2, true),
                                    make("all", "a", 0, true)};
        const auto find = [&](std::string_view plugin, unsigned run) {
            const auto* found = debug::findOverride(overrides, plugin, run);
            return found == nullptr ? "(none)"s : found->name;
        };
        QCOMPARE(find("a", 1), "all"s);
        QCOMPARE(find("a", 2), "second"s);
        QCOMPARE(find("a", 3), "all"s);
        QCOMPARE(find("b", 1), "(none)"s);
    }
};

SPP_TEST(TestPreview)
#include "tst_preview.moc"
