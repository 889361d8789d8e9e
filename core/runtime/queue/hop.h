// SPDX-License-Identifier: MIT
/// The server that messages are handed on to, as it is written in options, and how much of it is used. Values.
#pragma once

#include "core/runtime/server_address.h"

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace spp::runtime
{

struct Hop
{
    enum class Protocol { Lmtp, Smtp };
    Protocol protocol = Protocol::Smtp;
    ServerAddress server;

    /// "lmtp:unix:/run/dovecot/lmtp"
    std::string shown() const;
    bool operator==(const Hop&) const = default;
};

/// "lmtp:unix:PATH", "lmtp:HOST:PORT", "smtp:HOST:PORT"; SMTP may be without a port, or on a unix socket too.
Result<Hop> parseHop(std::string_view text);

struct HopLimits
{
    using Time = std::chrono::milliseconds;

    /// Connections at once, one at least; what comes then waits in a queue. Postfix's default is 20, too.
    std::size_t connections = 20;
    /// How long one is kept for the next message. Servers want to be rid of idle clients.
    Time idle = std::chrono::seconds(5);

    Time connect = std::chrono::seconds(30);
    // RFC 5321 4.5.3.2
    Time reply = std::chrono::minutes(5); ///< to the connection, MAIL and RCPT
    Time data = std::chrono::minutes(2);  ///< to DATA
    Time block = std::chrono::minutes(3); ///< for a part of the message
    Time end = std::chrono::minutes(10);  ///< to the end of it
    /// For all of that together, waiting in the queue included. Our client waits ten minutes for our reply (4.5.3.2.6): had it given up before,
    /// it would send again what the hop may have taken.
    Time whole = std::chrono::minutes(9);
};

/// The connections to a hop, for whoever looks. Written on the sink's thread, read on any.
struct HopFigures
{
    std::atomic<std::uint64_t> busy = 0;      ///< in use
    std::atomic<std::uint64_t> idle = 0;      ///< kept for the next message
    std::atomic<std::uint64_t> waiting = 0;   ///< messages that wait for one
    std::atomic<std::uint64_t> encrypted = 0; ///< made, in TLS
    std::atomic<std::uint64_t> clear = 0;     ///< made, without it
    std::atomic<std::uint64_t> failed = 0;    ///< could not be made
};

/// How a hop is used, and who is told of it.
struct HopUse
{
    HopLimits limits = {};
    HopFigures* figures = nullptr; ///< nullptr: nobody looks; outlives the sink
    /// Told, in a sentence, what the administrator should know, on the sink's thread.
    std::function<void(const std::string&)> complain = nullptr;
    /// Told, there too, whenever one of the limits has kept a message from the hop: the option's name, without dashes.
    std::function<void(std::string_view)> limitReached = nullptr;
};

} // namespace spp::runtime
