// SPDX-License-Identifier: MIT
/// A network of its own, of which there is only a loopback, and a program that serves there: whoever enters reaches that program and
/// nothing else. The loopback has an address besides its own of each family, 192.0.2.1 and 2001:db8::1 (RFC 5737, RFC 3849): without one
/// many programs look up no addresses (AI_ADDRCONFIG, getaddrinfo(3)). Made by bubblewrap (bwrap(1)), entered by nsenter(1); wants no privileges, and gives none: the server alone may listen
/// below port 1024. It ends with the value. Not thread-safe; may be used from any one thread.
#pragma once

#include "core/base/error.h"
#include "core/runtime/descriptor.h"

#include <sys/types.h>

#include <string>
#include <vector>

namespace spp::runtime
{

struct NetworkServer
{
    std::vector<std::string> command; ///< the first is its path; it stays in the foreground
    std::string folder;               ///< seen at a place of the system
    std::string seenAt;               ///< that place: a folder which exists
    std::string ready;                ///< it is, once a line with these words is printed; what it prints later is lost
};

class PrivateNetwork
{
public:
    /// Waits until the server is ready. The error has what it said.
    static Result<PrivateNetwork> start(const std::string& bubblewrap, const NetworkServer& server);

    PrivateNetwork(PrivateNetwork&& other) noexcept;
    PrivateNetwork& operator=(PrivateNetwork&&) = delete;
    ~PrivateNetwork();

    /// What stands in front of a command that is to run in there.
    std::vector<std::string> entrance() const;

private:
    PrivateNetwork(pid_t server, std::string nsenter);
    Result<void> find(const std::string& told);
    Result<void> giveAddresses() const;

    pid_t m_server; ///< leads a process group; -1 once moved from
    std::string m_nsenter;
    Descriptor m_network; ///< its namespace
    Descriptor m_users;   ///< the namespace of users that it belongs to; none: our own
};

} // namespace spp::runtime
