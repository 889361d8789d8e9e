// SPDX-License-Identifier: MIT
#include "tests/bench/load/crowd.h"
#include "tests/bench/load/parts.h"
#include "tests/smtpd/home.h"
#include "tests/smtpd/server.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <thread>

namespace spp::bench
{

namespace
{

using Clock = std::chrono::steady_clock;
using Milliseconds = std::chrono::duration<double, std::milli>;

/// Asks while others work, a few hundred times in all.
std::vector<double> timeNoops(CrowdClient& client, Clock::time_point until)
{
    constexpr std::chrono::milliseconds pause{5};
    std::vector<double> times;
    while (Clock::now() < until) {
        const auto asked = Clock::now();
        client.say("NOOP\r\n");
        if (!client.hear().starts_with("250"))
            qFatal("NOOP was not answered");
        times.push_back(Milliseconds(Clock::now() - asked).count());
        std::this_thread::sleep_for(pause);
    }
    std::sort(times.begin(), times.end());
    return times;
}

/// Clients that have a sender, and whose recipients will be asked about.
std::vector<CrowdClient> makeCrowd(quint16 port, int count)
{
    std::vector<CrowdClient> crowd;
    for (int i = 0; i < count; ++i) {
        crowd.emplace_back(port);
        CrowdClient& client = crowd.back();
        const std::string greeting = client.hear();
        client.say("HELO client.example.net\r\n");
        client.hear();
        client.say("MAIL FROM:<sender@example.net>\r\n");
        if (!greeting.starts_with("220") || !client.hear().starts_with("250"))
            qFatal("session %d was not served: %s", i + 1, greeting.c_str());
    }
    return crowd;
}

} // namespace

bool askBesideSlowPlugins(const Effort& effort)
{
    const test::Home home(std::string("[rcpt]\n") + SPP_BENCH_SLEEPER + "\n");
    const test::Server server(home.name(), {"--queue", "none", "--max-sessions", "0", "--max-plugins", "0"});
    CrowdClient asking(server.port());
    asking.hear();
    auto crowd = makeCrowd(server.port(), effort.slowSessions);
    for (CrowdClient& client : crowd)
        client.say("RCPT TO:<user@example.org>\r\n");
    const auto times = timeNoops(asking, Clock::now() + std::chrono::seconds(1));
    for (CrowdClient& client : crowd)
        if (!client.hear().starts_with("250"))
            qFatal("a recipient was not taken");
    std::printf("NOOP beside %d plugins of 1 s      %5.1f ms for 99 of 100, %.1f at most; goal: 50.0 or less\n",
                effort.slowSessions, times[times.size() * 99 / 100], times.back());
    return true;
}

} // namespace spp::bench
