// SPDX-License-Identifier: MIT
#include "core/debug/stepper.h"
#include "tests/support/printing.h"
#include "tests/support/test_main.h"

using namespace spp;
using namespace std::string_literals;
using debug::Cursor;
using debug::Pace;
using debug::PastStop;
using debug::Place;

namespace
{

/// A session of one helo plugin, a transaction of two recipients with two plugins each, and QUIT. Each stop as place, line and plugin:
/// C command, P plugin, O output, R reply; small letters are outside of the transaction.
const std::vector<std::string> session{"r0",   "c1",   "p1:3", "o1:3", "r1", "c2", "r2",   "C3",
                                       "P3:5", "O3:5", "P3:6", "O3:6", "R3", "C4", "P4:5", "O4:5",
                                       "P4:6", "O4:6", "R4",   "C5",   "R5", "c6", "r6"};

std::vector<PastStop> stopsOf(const std::vector<std::string>& marks)
{
    static constexpr std::string_view outside = "cpor";
    static constexpr std::string_view inside = "CPOR";
    std::vector<PastStop> stops;
    for (const auto& mark : marks) {
        PastStop stop;
        stop.inTransaction = inside.find(mark.front()) != std::string_view::npos;
        stop.place = static_cast<Place>((stop.inTransaction ? inside : outside).find(mark.front()));
        stop.dialogLine = static_cast<std::size_t>(mark[1] - '0');
        if (mark.size() > 2)
            stop.pluginPlace = "control/smtpplugins"s + mark.substr(2);
        stops.push_back(stop);
    }
    return stops;
}

const std::vector<PastStop>& stops()
{
    static const std::vector<PastStop> all = stopsOf(session);
    return all;
}

std::size_t indexOf(const std::string& mark)
{
    return static_cast<std::size_t>(std::find(session.begin(), session.end(), mark) - session.begin());
}

/// Where one comes to from there.
std::string markAt(std::optional<std::size_t> index)
{
    return index ? session[*index] : "none";
}

std::string after(const std::string& from, Pace pace, const Cursor& cursor = {})
{
    return markAt(stopAfter(stops(), indexOf(from), pace, cursor));
}

std::string before(const std::string& from, Pace pace, const Cursor& cursor = {})
{
    return markAt(stopBefore(stops(), indexOf(from), pace, cursor));
}

} // namespace

class TestStepper : public QObject
{
    Q_OBJECT

private slots:
    void forwards()
    {
        QCOMPARE(after("c1", Pace::Run), "none"s);
        QCOMPARE(after("c1", Pace::Stop), "p1:3"s);
        QCOMPARE(after("c1", Pace::Plugin), "p1:3"s);
        QCOMPARE(after("p1:3", Pace::Plugin), "P3:5"s);
        QCOMPARE(after("c1", Pace::Command), "c2"s);
        QCOMPARE(after("R4", Pace::Command), "C5"s);
        QCOMPARE(after("r6", Pace::Stop), "none"s);
        QCOMPARE(after("P4:6", Pace::Plugin), "none"s);
    }

    void backwards()
    {
        QCOMPARE(before("c6", Pace::Run), "none"s);
        QCOMPARE(before("p1:3", Pace::Stop), "c1"s);
        QCOMPARE(before("c6", Pace::Plugin), "P4:6"s);
        QCOMPARE(before("P4:6", Pace::Plugin), "P4:5"s);
        QCOMPARE(before("R4", Pace::Command), "C4"s);
        QCOMPARE(before("C4", Pace::Command), "C3"s);
        QCOMPARE(before("r0", Pace::Stop), "none"s);
        QCOMPARE(before("c1", Pace::Command), "none"s);
    }

    void overATransaction()
    {
        QCOMPARE(after("c1", Pace::Transaction), "c6"s); // outside: over the next one
        QCOMPARE(after("c2", Pace::Transaction), "c6"s);
        QCOMPARE(after("O3:5", Pace::Transaction), "c6"s);
        QCOMPARE(after("c6", Pace::Transaction), "none"s);
        QCOMPARE(before("c6", Pace::Transaction), "c2"s);
        QCOMPARE(before("O4:5", Pace::Transaction), "c2"s);
        QCOMPARE(before("c2", Pace::Transaction), "none"s);
    }

    void toTheCursor()
    {
        QCOMPARE(after("r0", Pace::Cursor, {4, {}}), "C4"s);
        QCOMPARE(after("C4", Pace::Cursor, {4, {}}), "none"s);
        QCOMPARE(before("c6", Pace::Cursor, {1, {}}), "c1"s);
        QCOMPARE(after("r0", Pace::Cursor, {0, "control/smtpplugins:6"}), "P3:6"s);
        QCOMPARE(after("P3:6", Pace::Cursor, {0, "control/smtpplugins:6"}), "P4:6"s);
        QCOMPARE(before("P4:6", Pace::Cursor, {0, "control/smtpplugins:6"}), "P3:6"s);
        QCOMPARE(after("r0", Pace::Cursor, {}), "none"s);
    }

    void aBreakpointHoldsAtAnyPace()
    {
        auto marked = stops();
        marked[indexOf("O3:6")].isBreak = true;
        for (const Pace pace : {Pace::Run, Pace::Command, Pace::Transaction, Pace::Cursor}) {
            QCOMPARE(markAt(stopAfter(marked, indexOf("C3"), pace, {})), "O3:6"s);
            QCOMPARE(markAt(stopBefore(marked, indexOf("C4"), pace, {})), "O3:6"s);
        }
        QCOMPARE(markAt(stopBefore(marked, indexOf("O3:6"), Pace::Run)), "none"s);
    }

    /// What a running session does, stop by stop, is what is done in its past.
    void aRunningSessionIsHeldWhereItsPastIs()
    {
        for (const Pace pace : {Pace::Run, Pace::Stop, Pace::Plugin, Pace::Command, Pace::Transaction}) {
            debug::Stepper stepper;
            stepper.go(pace);
            std::optional<std::size_t> from;
            for (std::size_t index = 0; index < stops().size(); ++index) {
                if (!stepper.holdsAt(stops()[index]))
                    continue;
                if (from)
                    QCOMPARE(stopAfter(stops(), *from, pace), std::optional(index));
                from = index;
                stepper.go(pace);
            }
        }
    }

    void outsideOfThePastThereIsNothing()
    {
        QVERIFY(!stopAfter({}, 0, Pace::Stop));
        QVERIFY(!stopBefore({}, 5, Pace::Stop));
        QCOMPARE(markAt(stopBefore(stops(), 1000, Pace::Stop)), "r6"s);
        QVERIFY(!stopAfter(stops(), 1000, Pace::Stop));
    }
};

SPP_TEST(TestStepper)
#include "tst_stepper.moc"
