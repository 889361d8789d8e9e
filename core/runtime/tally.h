// SPDX-License-Identifier: MIT
/// Told what sessions do, by their Drivers, so that it can be counted. Reports tell more, and cost a copy of the state each; this costs
/// next to nothing. Told on all loops at once: thread-safe, never waits, and keeps nothing that it only borrows.
#pragma once

#include "core/plugin/call.h"
#include "core/plugin/command.h"
#include "core/session/event.h"
#include "core/session/limits.h"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string_view>

namespace spp::runtime
{

class Tally
{
public:
    /// How a plugin ended, and by whose doing. Failed: with an exit code that is not 0. Stopped: its session was ended.
    enum class PluginEnd { Ok, Failed, CouldNotRun, Crashed, TimedOut, CutOff, Stopped };

    struct PluginRun
    {
        const plugin::Call& call;
        PluginEnd end = PluginEnd::Ok;
        std::optional<plugin::Letter> final = std::nullopt; ///< of the command that it ended its section with
        std::chrono::nanoseconds time{};
        std::chrono::nanoseconds processorTime{}; ///< of it and of what it has waited for
    };

    /// BrokenOff: before its end came, or refused by us behind it: too large, looping, a bare LF.
    enum class MessageEnd { Queued, Deferred, Refused, BrokenOff };

    struct Message
    {
        MessageEnd end = MessageEnd::Queued;
        std::uint64_t bytes = 0;              ///< with the header lines on top
        std::chrono::nanoseconds queueTime{}; ///< from its last byte to the queue's answer
    };

    virtual ~Tally() = default;

    /// @param bytes whole lines, as they go to the client
    virtual void replied(std::string_view bytes) = 0;
    virtual void pluginStarted() = 0;
    virtual void pluginEnded(const PluginRun& run) = 0;
    virtual void messageEnded(const Message& message) = 0;
    virtual void loginChecked(const session::LoginChecked& answer) = 0;
    virtual void tlsStarted(const session::TlsStarted& answer) = 0;
    /// By a client or one of its plugins.
    virtual void limitReached(session::Limit limit) = 0;
};

} // namespace spp::runtime
