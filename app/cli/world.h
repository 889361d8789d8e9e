// SPDX-License-Identifier: MIT
/// The world that plugins run in, as the command line asks for it, and what becomes of their private home. What all of spp's
/// subcommands share.
#pragma once

#include "app/cli/screen.h"
#include "core/world/world.h"

#include <memory>
#include <string>

namespace CLI
{
class App;
}

namespace spp::cli
{

struct WorldOptions
{
    bool privateHome = false; ///< plugins see a copy of the home at /var/qmail, see core/world/world.h
    bool network = false;     ///< they have it there, too
    bool keep = false;        ///< what they changed there is taken over into the home, unless a signal ends the run
    std::string clock;        ///< the time at which it stands, see core/world/day.h; empty: it goes as it does
    std::string dns;          ///< path of a table, see core/world/dns_table.h; empty: there is none
};

/// --private-home, --network, --clock, --dns
void addPlaceOptions(CLI::App& command, WorldOptions& options);
/// These and --keep.
void addWorldOptions(CLI::App& command, WorldOptions& options);

Result<world::WorldPlan> planOf(const WorldOptions& options);
/// @param own what the scenario wants for itself
Result<std::shared_ptr<world::World>> makeWorld(const std::string& home, const WorldOptions& options,
                                                const world::WorldPlan& own);

/// Prints what the plugins did to their private home, a line for each change. Without one, nothing.
/// @param keep it is kept, too
Result<void> concludeWorld(Screen& screen, world::World& world, bool keep);

/// "what the plugins changed in their home is thrown away:", and the changes; @param fate "is thrown away"
Result<void> printChanges(Screen& screen, const world::World& world, std::string_view fate);

} // namespace spp::cli
