// SPDX-License-Identifier: MIT
#include "core/world/world_plan.h"

namespace spp::world
{

WorldPlan joined(WorldPlan asked, const WorldPlan& own)
{
    asked.privateHome = asked.privateHome || own.privateHome;
    if (own.day)
        asked.day = own.day;
    if (!own.dns.empty()) {
        asked.dns = own.dns;
        asked.network = false; // names come from the table alone
    }
    return asked;
}

} // namespace spp::world
