// SPDX-License-Identifier: MIT
#include "tests/core/session/random_dialog.h"
#include "tests/support/dialect_rows.h"
#include "tests/support/printing.h"
#include "tests/support/show_report.h"
#include "tests/support/test_main.h"

#include <set>

using namespace spp;
using namespace spp::test;
using namespace std::string_literals;

namespace
{

/// Dialogs in each dialect, and points in each dialog at which it is copied.
constexpr std::uint32_t dialogs = 60;
constexpr std::size_t points = 8;

/// Tells a session what happened and writes down all that it makes of it. The bytes that an event shows are gone afterwards.
std::string tell(session::Session& session, const TimedEvent& timed)
{
    auto event = timed.first;
    std::string bytes;
    const auto keep = [&](std::string_view& view) { view = bytes = view; };
    if (auto* received = std::get_if<session::BytesReceived>(&event))
        keep(received->bytes);
    if (auto* printed = std::get_if<session::PluginOutput>(&event))
        keep(printed->bytes);
    session.handle(event, timed.second);
    bytes.assign(bytes.size(), '#');
    std::string answers;
    while (const auto wish = session.nextWish())
        answers += format(*wish) + "\n";
    for (const auto& report : session.takeReports()) {
        answers += "(" + std::to_string(report.at.elapsed.count()) + " " + show(report.body) + ")\n";
        if (*report.state != session.state())
            answers += "(not the last state: " + std::to_string(report.state->environment.entries().size()) + ")\n";
    }
    answers += session.wantsInput() ? "wants input\n" : session.isClosed() ? "closed\n" : "waits\n";
    return answers;
}

std::string joined(const std::vector<std::string>& wishes)
{
    std::string result;
    for (const auto& wish : wishes)
        result += wish + "\n";
    return result;
}

std::string wishesOf(session::Session& session, const TimedEvent& timed)
{
    session.handle(timed.first, timed.second);
    std::string wishes;
    while (const auto wish = session.nextWish())
        wishes += format(*wish) + "\n";
    return wishes;
}

} // namespace

/// A session is a value: copies go on alike, and the same events give the same answers. Dialogs are made by chance; the seed of one that
/// fails is told, and SPP_SEED=… runs it alone.
class TestSessionCopy : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase_data() { addDialectRows(); }

    void aReplayOfTheEventsGivesTheSameWishes()
    {
        for (const auto seed : seeds(dialogs)) {
            const SessionTester original = randomDialog(seed, dialect().name);
            session::Session again{original.firstConfig()};
            std::string wishes;
            for (const auto& event : original.events())
                wishes += wishesOf(again, event);
            QVERIFY2(wishes == joined(original.wishes()) && again.state() == original.session().state(),
                     std::to_string(seed).c_str());
        }
    }

    void bothCopiesGoOnAlikeFromAnyPoint()
    {
        for (const auto seed : seeds(dialogs)) {
            const SessionTester original = randomDialog(seed, dialect().name);
            const auto& events = original.events();
            Chance chance(seed + 1'000'000);
            for (std::size_t i = 0; i < points; ++i) {
                const std::size_t point = chance.below(events.size() + 1);
                session::Session one{original.firstConfig()};
                for (std::size_t at = 0; at < point; ++at)
                    tell(one, events[at]);
                session::Session other = one;
                for (std::size_t at = point; at < events.size(); ++at) {
                    const std::string answers = tell(one, events[at]);
                    const bool alike = tell(other, events[at]) == answers && one.state() == other.state() &&
                                       one.deadline() == other.deadline();
                    QVERIFY2(alike, ("seed " + std::to_string(seed) + ", copied at " + std::to_string(point) +
                                     ", event " + std::to_string(at))
                                        .c_str());
                }
            }
        }
    }

    void whatOneCopyIsToldDoesNotTouchTheOther()
    {
        for (const auto seed : seeds(dialogs)) {
            const SessionTester original = randomDialog(seed, dialect().name);
            const SessionTester another = randomDialog(seed + dialogs, dialect().name);
            const auto& events = original.events();
            Chance chance(seed);
            session::Session one{original.firstConfig()};
            session::Session alone{original.firstConfig()};
            const std::size_t point = chance.below(events.size() + 1);
            for (std::size_t at = 0; at < events.size(); ++at) {
                if (at == point) {
                    session::Session strayed = one;
                    for (const auto& event : another.events())
                        tell(strayed, event);
                }
                QVERIFY2(tell(one, events[at]) == tell(alone, events[at]) && one.state() == alone.state(),
                         std::to_string(seed).c_str());
            }
        }
    }

    void theDialogsAreWorthCopying()
    {
        std::set<std::string> seen;
        std::size_t events = 0;
        for (std::uint32_t seed = 1; seed <= dialogs; ++seed) {
            const SessionTester client = randomDialog(seed, dialect().name);
            for (const auto& wish : client.wishes())
                seen.insert(wish.substr(0, wish.find(' ')));
            for (const auto& report : client.reports())
                if (const auto* reply = std::get_if<session::ReplySent>(&report.body))
                    seen.insert(reply->text.substr(0, 3));
            for (const auto& message : client.messages())
                seen.insert(message.finished ? "(finished)" : "(abandoned)");
            events += client.events().size();
        }
        std::vector<std::string> wanted{"send", "run", "stop",       "open",        "write", "finish", "abandon",
                                        "250",  "354", "(finished)", "(abandoned)", "451",   "550",    "close"};
        if (dialect().hasStartTls)
            wanted.emplace_back("start");
        if (dialect().auth.offer != session::AuthTraits::Offer::Never)
            wanted.insert(wanted.end(), {"check", "235", "334", "535", "501"});
        for (const auto& word : wanted)
            QVERIFY2(seen.contains(word), word.c_str());
        QVERIFY2(events > dialogs * 50, std::to_string(events).c_str());
    }
};

SPP_TEST(TestSessionCopy)
#include "tst_session_copy.moc"
