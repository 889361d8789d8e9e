// SPDX-License-Identifier: MIT
/// The world that a simulation's plugins run in: as below a server; with a clock that stands still; or where they can do no harm, in a
/// private copy of the home, which they see at /var/qmail and may write into, with the rest of the system read-only, and without a
/// network or with DNS answers from a table. It outlives what runs in it.
/// May be used from any one thread; reads and writes files, starts programs and waits for them: not for a window's thread.
#pragma once

#include "core/runtime/private_home.h"
#include "core/runtime/process_spec.h"
#include "core/runtime/sandbox.h"
#include "core/world/name_server.h"
#include "core/world/world_plan.h"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace spp::world
{

class World
{
public:
    /// Fails if the plan contradicts itself, if a program that it wants is missing, or if the home or a file is no good.
    static Result<World> make(const std::string& home, const WorldPlan& plan);

    /// Another world of the same home goes on in this one, and is of no use afterwards; see PrivateHome.
    Result<void> inherit(World& older);

    /// For SimulationPlan: where a program runs, and when.
    /// @param day if it is another than the world's own
    runtime::ProcessSpec place(runtime::ProcessSpec spec,
                               const std::optional<std::chrono::system_clock::time_point>& day = {}) const;
    std::optional<std::chrono::system_clock::time_point> day() const { return m_day; }

    bool hasPrivateHome() const { return m_home.has_value(); }
    /// What plugins did to their private home, see there; without one, nothing.
    Result<std::vector<runtime::HomeChange>> changes() const;
    /// That is taken over into the home itself.
    Result<void> keep();

private:
    World() = default;
    Result<void> makePrivate(const std::string& home, const WorldPlan& plan);

    std::optional<std::chrono::system_clock::time_point> m_day;
    std::optional<runtime::PrivateHome> m_home;
    std::optional<NameServer> m_nameServer;
    std::optional<runtime::Sandbox> m_sandbox;
};

/// SimulationPlan::place for a world. Does not keep it: in one that is gone nothing starts any more.
std::function<runtime::ProcessSpec(runtime::ProcessSpec)> placeIn(
    const std::shared_ptr<World>& world, const std::optional<std::chrono::system_clock::time_point>& day = {});

/// "+ cache/seen", "~ control/me", "- plugins/old": a line for a person.
std::string describe(const runtime::HomeChange& change);

} // namespace spp::world
