// SPDX-License-Identifier: MIT
/// In what world a simulation's plugins are to run; by itself in the one that they would have below a server. A value.
#pragma once

#include <chrono>
#include <optional>
#include <string>

namespace spp::world
{

struct WorldPlan
{
    bool privateHome = false; ///< they see a copy of the home at /var/qmail, and can write nowhere else
    bool network = false;     ///< with a private home: they have it there, too
    std::optional<std::chrono::system_clock::time_point> day; ///< the time of day, which stands still
    std::string dns; ///< with a private home, without the network: a file, see core/world/dns_table.h; empty: none

    bool operator==(const WorldPlan&) const = default;
};

/// What a scenario wants for itself goes before what it is run with.
WorldPlan joined(WorldPlan asked, const WorldPlan& own);

} // namespace spp::world
