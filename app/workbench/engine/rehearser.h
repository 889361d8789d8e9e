// SPDX-License-Identifier: MIT
/// Plays scenarios as `spp run` does, each case in a copy of its home and some at a time, on a thread of its own, so that the window never
/// waits; and reads from disk which there are. What it tells comes in order, by queued calls. Used from the window's thread only.
#pragma once

#include "app/workbench/engine/engine.h"
#include "app/workbench/engine/rehearsal.h"

#include <QObject>

#include <memory>
#include <vector>

namespace spp::workbench
{

/// A session as it went, to be looked at step by step.
struct RecordedSession
{
    PlayedScenario scenario;
    SimulationRequest request; ///< what it was; its home is the scenario's, not the copy that is gone
    std::vector<trace::Record> records;
    std::vector<debug::PastStop> stops;
    SimulationResult result;
};

class Rehearser : public QObject
{
    Q_OBJECT

public:
    explicit Rehearser(QObject* parent = nullptr);
    /// What runs is stopped.
    ~Rehearser() override;

    /// Reads the scenarios of a home, and another one that may lie elsewhere (or an empty path): found() tells which there are,
    /// outlined() what is in those that are new or not as they were when they were read last.
    void look(const QString& home, const QString& other);

    /// To be called while none goes on. Files are read anew.
    void start(std::vector<RehearsalPart> parts, const RehearsalConditions& conditions);
    /// The cases that run end, and no other begins.
    void stop();
    bool isBusy() const { return m_isBusy; }

signals:
    /// @param folders in which they lie, and the home's folder for them
    void found(const QString& home, const QStringList& paths, const QStringList& folders);
    void outlined(const QString& path, const spp::workbench::ScenarioOutline& outline);
    void caseBegan(const QString& path, std::size_t caseIndex);
    /// One that was stopped is not told.
    void caseEnded(const QString& path, std::size_t caseIndex, const spp::workbench::CaseOutcome& outcome);
    void ended();

private:
    class Worker;

    std::unique_ptr<Worker> m_worker;
    bool m_isBusy = false;
};

} // namespace spp::workbench
