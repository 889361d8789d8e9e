// SPDX-License-Identifier: MIT
/// A run of a dialog, with all that it told: what the history keeps. Values.
#pragma once

#include "app/workbench/engine/engine.h"
#include "app/workbench/engine/rehearsal.h"

#include <QDateTime>
#include <QString>

#include <cstddef>
#include <optional>
#include <vector>

namespace spp::workbench
{

/// Why there is a run.
enum class RunReason {
    Dialog,      ///< somebody ran it
    Interactive, ///< somebody types the client's lines
    Branch,      ///< it goes on from the middle of another run
    Saved,       ///< a file of the home was saved
    Rehearsed,   ///< it is one of the scenarios that were played; nothing can go on from it
};

/// What a log point had to say.
struct LoggedText
{
    std::size_t records = 0; ///< so many had been told
    QString text;
};

/// The private home of a run: what plugins changed there, and what became of it.
struct RunHome
{
    enum class Fate {
        Open,       ///< it is there
        Kept,       ///< what was changed is in the home now
        ThrownAway, ///< by somebody, or since another run began
        TakenOver,  ///< by a branch of the run
    };

    HomeChanges changed;
    Fate fate = Fate::Open;
    QString trouble; ///< why it could not be kept when that was last tried
};

struct Run
{
    quint64 number = 0; ///< the engine's
    RunReason reason = RunReason::Dialog;
    quint64 from = 0;         ///< Branch: the run that it goes on from
    std::size_t fromStep = 0; ///< Branch: after so many of its steps
    QDateTime began;
    SimulationRequest request;              ///< of a branch: its first run's
    std::vector<trace::Record> records;     ///< of a branch: with those of the past that it took up
    std::vector<debug::PastStop> stops;     ///< the same
    std::vector<LoggedText> logged;         ///< the same
    std::optional<SimulationResult> result; ///< nullopt: it goes on
    RunHome home;                           ///< where the request has a private one
    std::optional<PlayedScenario> scenario; ///< of a dialog, saved and rehearsed
};

} // namespace spp::workbench
