// SPDX-License-Identifier: MIT
/// What the window asks and is told of scenarios that are played as `spp run` plays them. Values.
#pragma once

#include "core/scenario/judgement.h"
#include "core/world/world_plan.h"

#include <QString>
#include <QStringList>

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace spp::workbench
{

struct RecordedSession;

/// A session of a scenario. Cases and sessions are counted from 0.
struct ScenarioPlace
{
    QString path; ///< of the file, absolute
    std::size_t caseIndex = 0;
    std::size_t session = 0;

    bool operator==(const ScenarioPlace&) const = default;
};

/// The scenario whose session a run plays.
struct PlayedScenario
{
    ScenarioPlace place;
    std::size_t cases = 1;                   ///< that its file has
    std::shared_ptr<const std::string> text; ///< of the file
};

struct SessionOutline
{
    QString title; ///< printable; may be empty
    int line = 0;  ///< where it begins to talk; 0: it says nothing

    bool operator==(const SessionOutline&) const = default;
};

struct CaseOutline
{
    QString row; ///< of the table: "sender a@x.net, reply 250"; empty: there is none
    std::vector<SessionOutline> sessions;

    bool operator==(const CaseOutline&) const = default;
};

/// What a file has, without what is said in it.
struct ScenarioOutline
{
    QString title; ///< printable; may be empty
    std::vector<CaseOutline> cases;
    QString error; ///< why it can't be understood, "line 3, column 7: …"; there are no cases then

    bool operator==(const ScenarioOutline&) const = default;
};

struct SessionOutcome
{
    std::vector<scenario::Failure> failures;
    std::shared_ptr<const RecordedSession> recorded; ///< of a case that failed; nullptr: more failed than is kept
};

struct CaseOutcome
{
    std::vector<SessionOutcome> sessions;    ///< those that ran
    QString error;                           ///< why it could not be run to its end, printable; empty: it could
    std::shared_ptr<const std::string> text; ///< of the file as it ran; only of a case that failed
};

/// Something happened, and a scenario is to expect it.
struct Acceptance
{
    QString path;
    std::shared_ptr<const std::string> text;   ///< of the file when it happened
    std::size_t cases = 1;                     ///< that it had then
    std::vector<scenario::LineChange> changes; ///< of its lines; as many times as there are cases that ask for them
    std::size_t unsayable = 0;                 ///< so many failures are of a kind that no line can say
};

/// Some of a file's cases.
struct RehearsalPart
{
    QString path;
    std::optional<std::vector<std::size_t>> cases; ///< nullopt: all
};

/// What is other than the scenarios say, or not said by them.
struct RehearsalConditions
{
    QString home; ///< of the window, for scenarios that name none
    QString dialect;
    world::WorldPlan world;
    bool tracesShells = false;
};

} // namespace spp::workbench
