// SPDX-License-Identifier: MIT
#include "tests/bench/load/crowd.h"
#include "tests/bench/load/parts.h"
#include "tests/smtpd/home.h"
#include "tests/smtpd/server.h"

#include <cstdio>

namespace spp::bench
{

namespace
{

/// After HELO: clients of most kinds that are idle have come so far.
std::vector<CrowdClient> greet(quint16 port, int count)
{
    std::vector<CrowdClient> clients;
    for (int i = 0; i < count; ++i) {
        clients.emplace_back(port);
        const std::string greeting = clients.back().hear();
        clients.back().say("EHLO client.example.net\r\n");
        if (!greeting.starts_with("220") || !clients.back().hear().starts_with("250"))
            qFatal("session %d was not served: %s", i + 1, greeting.c_str());
    }
    return clients;
}

} // namespace

bool weighIdleSessions(const Effort& effort)
{
    const test::Home home;
    const test::Server server(home.name(), {"--queue", "none", "--max-sessions", "0"});
    {
        const auto first = greet(server.port(), 10); // what is loaded once is not a session's
    }
    const long before = residentMemory(server.processId());
    const auto clients = greet(server.port(), effort.idleSessions);
    const long after = residentMemory(server.processId());
    std::printf("%d idle sessions                  %5.1f KiB each     goal: 16.0 or less\n", effort.idleSessions,
                static_cast<double>(after - before) / effort.idleSessions);
    return true;
}

} // namespace spp::bench
