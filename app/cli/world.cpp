// SPDX-License-Identifier: MIT
#include "app/cli/world.h"

#include "core/world/day.h"

#include <CLI/CLI.hpp>

#include <utility>

namespace spp::cli
{

void addPlaceOptions(CLI::App& command, WorldOptions& options)
{
    auto* privateHome = command.add_flag("--private-home", options.privateHome,
                                         "plugins see a copy of the home at /var/qmail, and can write nowhere else "
                                         "(needs bubblewrap)");
    auto* network = command.add_flag("--network", options.network, "they have the network there")->needs(privateHome);
    command
        .add_option("--clock", options.clock,
                    "the time that it is for plugins, and stays: 2026-03-01, \"2026-03-01 12:30\" … (needs datefudge)")
        ->type_name("TIME");
    command.add_option("--dns", options.dns, "a file with the answers to plugins' DNS look-ups (needs unbound)")
        ->needs(privateHome)
        ->excludes(network)
        ->type_name("FILE");
}

void addWorldOptions(CLI::App& command, WorldOptions& options)
{
    addPlaceOptions(command, options);
    command.add_flag("--keep", options.keep, "take over what they changed into the home")
        ->needs(command.get_option("--private-home"));
}

Result<world::WorldPlan> planOf(const WorldOptions& options)
{
    world::WorldPlan plan{
        .privateHome = options.privateHome, .network = options.network, .day = std::nullopt, .dns = options.dns};
    if (!options.clock.empty()) {
        const auto day = world::parseDay(options.clock);
        if (!day)
            return tl::unexpected<Error>(day.error().at("--clock"));
        plan.day = *day;
    }
    return plan;
}

Result<std::shared_ptr<world::World>> makeWorld(const std::string& home, const WorldOptions& options,
                                                const world::WorldPlan& own)
{
    const auto plan = planOf(options);
    if (!plan)
        return tl::unexpected<Error>(plan.error());
    auto world = world::World::make(home, world::joined(*plan, own));
    if (!world)
        return tl::unexpected<Error>(world.error());
    return std::make_shared<world::World>(std::move(*world));
}

Result<void> printChanges(Screen& screen, const world::World& world, std::string_view fate)
{
    const auto changes = world.changes();
    if (!changes)
        return tl::unexpected<Error>(changes.error());
    screen.line(0, changes->empty() ? "the plugins changed nothing in their home"
                                    : "what the plugins changed in their home " + std::string(fate) + ":");
    for (const auto& change : *changes)
        screen.line(2, world::describe(change));
    return {};
}

Result<void> concludeWorld(Screen& screen, world::World& world, bool keep)
{
    if (!world.hasPrivateHome())
        return {};
    if (auto printed = printChanges(screen, world, keep ? "is kept" : "is thrown away"); !printed)
        return printed;
    return keep ? world.keep() : Result<void>{};
}

} // namespace spp::cli
