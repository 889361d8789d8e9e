// SPDX-License-Identifier: MIT
/// Listening sockets that systemd has opened for us. Source: sd_listen_fds(3), systemd.socket(5).
#pragma once

#include "smtpd/listen_spec.h"

#include <optional>
#include <string>
#include <vector>

namespace spp::smtpd
{

struct PassedSocket
{
    int descriptor = -1;
    std::optional<Service> service; ///< by FileDescriptorName=; nullopt: that names none, and the port tells
};

/// What the environment says.
struct PassedWords
{
    std::optional<std::string> process; ///< LISTEN_PID
    std::optional<std::string> count;   ///< LISTEN_FDS
    std::string names;                  ///< LISTEN_FDNAMES
};

/// Pure. Fails if there are none for this process.
Result<std::vector<PassedSocket>> parsePassedSockets(const PassedWords& words, long processId);

/// Those of this process; from now on closed in programs that it starts, and gone from its environment. Not thread-safe.
Result<std::vector<PassedSocket>> takePassedSockets();

} // namespace spp::smtpd
