// SPDX-License-Identifier: MIT
/// What spp_bench_load measures, each part by itself; each prints what it found, beside its goal.
#pragma once

namespace spp::bench
{

/// How much of it is done: all, or just enough to see that it runs.
struct Effort
{
    int probe = 60;     ///< messages to each server, to see how many it takes in a second
    double seconds = 2; ///< that a round with a server takes then
    int rounds = 5;
    int idleSessions = 10'000;
    int slowSessions = 1000;
};

/// Messages in a second, beside other servers: Postfix's smtp-sink is as fast as a server can be that keeps nothing.
/// @return false: something could not be measured; it was said why
bool compareTransactions(const Effort& effort);

/// What a session costs that is there and says nothing.
bool weighIdleSessions(const Effort& effort);

/// How long others wait while many sessions run a slow plugin.
bool askBesideSlowPlugins(const Effort& effort);

} // namespace spp::bench
