// SPDX-License-Identifier: MIT
/// A dialog: what a client says in one session, what is set for it, and what is expected. A value; scenario.h parses it.
#pragma once

#include "core/debug/plan.h"
#include "core/scenario/demand.h"
#include "core/scenario/reply_pattern.h"
#include "core/world/world_plan.h"

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace spp::scenario
{

struct ClientLine
{
    std::string text; ///< without its last CR LF; of a message all of it, with the dot
    std::size_t line = 0;
    std::optional<Expectation> expectation;
    bool isMessage = false; ///< not said unless the server has asked for it, by a reply 354
    std::string file = {};  ///< the message's, as the dialog names it; readScenario() makes the text of it
    std::vector<Demand> demands = {};
    std::chrono::milliseconds pause{}; ///< before it is said
    bool withNext = false;             ///< sent together with the next line, without waiting for its reply (RFC 2920)
    bool hangsUp = false;              ///< nothing is said: the client goes away
};

/// A control file that is other than the home's.
struct ControlFile
{
    std::string name; ///< below control/
    std::vector<std::string> lines;

    bool operator==(const ControlFile&) const = default;
};

/// What is said to happen, though nobody did it.
struct Stage
{
    debug::Pretence pretence;
    std::vector<debug::Override> overrides; ///< answers in plugins' places
};

/// The environment of a simulated client, "NAME=value", unless a dialog sets another (RFC 5737 addresses, RFC 2606 names).
const std::vector<std::string>& simulatedClient();

/// The plan, with the stage's answers behind its own, and TLS and logins as one or the other has them.
debug::Plan withStage(debug::Plan plan, const Stage& stage);

struct Dialog
{
    std::string title;
    std::string session;                  ///< its own title, where there are several
    std::string dialect;                  ///< empty: the one that the runner was given
    std::string home;                     ///< relative to the file; empty: the nearest folder above it with control/
    std::vector<ControlFile> controls;    ///< of all sessions of its case
    world::WorldPlan world;               ///< what it leaves open the runner decides; only the day is the session's own
    std::vector<std::string> environment; ///< NAME=value
    Stage stage;
    std::optional<Expectation> greeting;
    std::vector<Demand> greetingDemands; ///< of what happened up to the first line
    std::vector<ClientLine> lines;
};

} // namespace spp::scenario
