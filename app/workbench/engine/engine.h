// SPDX-License-Identifier: MIT
/// Runs simulated sessions on a thread of its own, so that the window never waits. The one place in the workbench that knows the
/// runtime. Values cross the border by queued signals; every run has a number, and what arrives of an old one is to be dropped.
/// Runs that are over are kept, so that others can branch off from them. Used from the window's thread only.
#pragma once

#include "app/workbench/engine/world.h"
#include "core/debug/opinion.h"
#include "core/debug/plan.h"
#include "core/scenario/dialog.h"
#include "core/scenario/judgement.h"
#include "core/trace/record.h"
#include "core/world/world_plan.h"

#include <QObject>
#include <QString>

#include <cstddef>
#include <map>
#include <memory>
#include <optional>
#include <vector>

namespace spp::workbench
{

struct SimulationRequest
{
    scenario::Dialog dialog; ///< its lines are said first
    QString home;            ///< folder of the home
    QString dialect;         ///< for a dialog that names none
    bool interactive = true; ///< wait for more lines when the dialog is said; otherwise the client goes away
    debug::Plan debug;
    debug::Pace pace = debug::Pace::Run;
    debug::Cursor cursor;
    world::WorldPlan world;
    bool inCopy = false;                       ///< of the home; there is one, too, if something is played before
    std::vector<scenario::Dialog> before = {}; ///< sessions that nobody sees, for what their plugins leave in the home
};

/// A run that takes up another one's past and goes on from there, in the same kind of world.
struct BranchRequest
{
    quint64 from = 0; ///< number of the run
    debug::PastStop at;
    std::optional<debug::Intervention> first; ///< done to the plugin that stands there
    std::optional<QString> line;              ///< said instead of the line that stands there
    std::map<std::string, unsigned> pluginRuns;
    bool interactive = true;
    debug::Plan debug;
    debug::Pace pace = debug::Pace::Run;
};

/// Asks the plugins behind one that ended its section what they would have said.
struct HearingRequest
{
    quint64 run = 0;          ///< number of the run
    debug::Position position; ///< of the stop before the plugin that ended the section
    plugin::Answer answer;    ///< of that plugin
};

/// A reply that was not as the dialog expects.
struct ReplyMismatch
{
    std::size_t line = 0; ///< of the expectation, in the dialog's file
    QString expected;
    QString got;
    bool isReply = true; ///< otherwise what came is told in words
    std::vector<scenario::LineChange> accepting =
        {}; ///< what makes the file expect what came; none: no line can say that
};

ReplyMismatch mismatchOf(const scenario::Failure& failure);

struct SimulationResult
{
    QString error; ///< why it could not be run; empty if it ran
    std::vector<ReplyMismatch> mismatches;
    std::size_t unsaidLines = 0; ///< the session ended before the client had said them
    bool stopped = false;        ///< by stop()
};

class Engine : public QObject
{
    Q_OBJECT

public:
    /// Where the run stands. It decides what may be asked.
    enum class State {
        Idle,    ///< there is no run; start() may be called (it may at any time: a run that goes on is stopped first)
        Running, ///< a plugin or the queue is at work, or the dialog is being said
        Held,    ///< at a stop, which decide() ends
        AwaitingInput, ///< say() or hangUp()
    };

    explicit Engine(QObject* parent = nullptr);
    ~Engine() override;

    State state() const { return m_state; }
    quint64 run() const { return m_run; }
    /// For a run that others have carried out: no run of this engine has or will have it.
    quint64 takeNumber() { return ++m_newest; }
    /// What is held, while it is.
    const debug::Held& held() const { return m_held; }

    /// @return the number of the new run
    quint64 start(SimulationRequest request);
    /// The same for a branch; a run that goes on is stopped, and stays as it was up to here.
    quint64 branch(BranchRequest request);
    /// A line of the client, without its CR LF. Lines said early wait for their turn.
    void say(const QByteArray& line);
    /// A message of the client that waits, as scenario::formatMessage() makes it; see scenario::DialogClient::send().
    void send(std::string message);
    /// The client goes away: once it is asked for more, or at once, whatever the server is doing.
    void hangUp();
    void vanish();
    /// Goes on after a hold.
    void decide(debug::Decision decision, debug::Pace pace, debug::Cursor cursor = {});
    /// How far a run that is not held goes from now on: Pace::Stop pauses it.
    void go(debug::Pace pace, debug::Cursor cursor = {});
    /// Breakpoints and overrides of the run that goes on.
    void setPlan(debug::Plan plan);
    /// Asks what an answer of the plugin that is held would do; previewed() tells.
    void preview(plugin::Answer answer);
    /// Kills the running plugin; the session sees a crash.
    void killPlugin();
    void stop();

    /// Whatever the runs do; a hearing that goes on is stopped. @return its number
    quint64 hear(HearingRequest request);
    /// The plugin that is being asked is killed, and no other is asked.
    void stopHearing();

    /// Asks which worlds there can be here; worldChecked() tells.
    void checkWorld();
    /// What the plugins of the newest run, which must be over, changed in their private home is taken over into the home; homeKept()
    /// tells.
    void keepHome();
    /// The private home of the newest run, which must be over, is removed.
    void throwHomeAway();

signals:
    void stateChanged();
    void recordsArrived(quint64 run, const std::vector<spp::trace::Record>& records);
    /// In step with the records: these stops were passed behind those that have arrived.
    void stopsPassed(quint64 run, const std::vector<spp::debug::PastStop>& stops);
    void previewed(quint64 run, const spp::debug::Preview& preview);
    /// A log point's words.
    void logged(quint64 run, const QString& text);
    /// How often each breakpoint of the plan was hit so far.
    void counted(quint64 run, const std::vector<std::size_t>& hits);
    void finished(quint64 run, const spp::workbench::SimulationResult& result);
    /// First of the plugin that ended the section, then of each behind it, as they are asked.
    void heard(quint64 hearing, const spp::debug::Opinion& opinion);
    /// @param trouble why nobody could be asked; empty if they were
    void hearingEnded(quint64 hearing, const QString& trouble);

    void worldChecked(const spp::workbench::WorldTroubles& troubles);
    /// Of a run in a private home: whenever it is held, and before it is finished.
    void homeChangesTold(quint64 run, const spp::workbench::HomeChanges& changes);
    /// @param trouble why nothing, or not all, was kept; what is changed stays changed in the private home. Empty: all was kept
    void homeKept(quint64 run, const QString& trouble);

private:
    class Worker;

    void setState(State state);

    std::unique_ptr<Worker> m_worker;
    debug::Held m_held;
    State m_state = State::Idle;
    quint64 m_run = 0;
    quint64 m_newest = 0; ///< number
    quint64 m_hearing = 0;
};

} // namespace spp::workbench
