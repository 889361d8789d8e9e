// SPDX-License-Identifier: MIT
/// Runs simulated sessions on a thread of its own, so that the window never waits. The one place in the workbench that knows the
/// runtime. Values cross the border by queued signals; every run has a number, and what arrives of an old one is to be dropped.
/// Used from the window's thread only.
#pragma once

#include "core/scenario/dialog.h"
#include "core/trace/record.h"

#include <QObject>
#include <QString>

#include <cstddef>
#include <memory>
#include <vector>

namespace spp::workbench
{

struct SimulationRequest
{
    scenario::Dialog dialog; ///< its lines are said first
    QString home;            ///< folder of the home
    QString dialect;         ///< for a dialog that names none
    bool stepwise = false;   ///< hold before each plugin
    bool interactive = true; ///< wait for more lines when the dialog is said; otherwise the client goes away
};

/// A reply that was not as the dialog expects.
struct ReplyMismatch
{
    std::size_t line = 0; ///< of the expectation, in the dialog's file
    QString expected;
    QString got;
};

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
        Held,    ///< before a plugin, which resume() starts
        AwaitingInput, ///< say() or hangUp()
    };

    explicit Engine(QObject* parent = nullptr);
    ~Engine() override;

    State state() const { return m_state; }
    quint64 run() const { return m_run; }

    /// @return the number of the new run
    quint64 start(SimulationRequest request);
    /// A line of the client, without its CR LF. Lines said early wait for their turn.
    void say(const QByteArray& line);
    /// The client goes away.
    void hangUp();
    /// Goes on after a hold. @param stepwise hold before the next plugin again
    void resume(bool stepwise);
    /// Hold before the next plugin, or do not any more; a held plugin stays held.
    void setStepwise(bool stepwise);
    /// Kills the running plugin; the session sees a crash.
    void killPlugin();
    void stop();

signals:
    void stateChanged();
    void recordsArrived(quint64 run, const std::vector<spp::trace::Record>& records);
    void finished(quint64 run, const spp::workbench::SimulationResult& result);

private:
    class Worker;

    void setState(State state);

    std::unique_ptr<Worker> m_worker;
    State m_state = State::Idle;
    quint64 m_run = 0;
};

} // namespace spp::workbench
