// SPDX-License-Identifier: MIT
/// What happened in a session, one record for each thing: what the session reported, and what the Driver measured beside it.
/// Values; the state is shared and immutable, so records may cross threads.
#pragma once

#include "core/plugin/environment.h"
#include "core/session/report.h"
#include "core/trace/shell_trace.h"

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace spp::trace
{

/// What the running plugin wrote to standard error.
struct PluginLog
{
    std::string bytes;
};

/// What the running plugin's shell says that it runs.
struct PluginTrace
{
    std::vector<TracedLine> lines;
};

/// What the run of a plugin cost, once it has exited.
struct PluginResources
{
    int processId = 0; ///< 0: it never started
    std::chrono::nanoseconds wall{};
    std::chrono::nanoseconds user{};
    std::chrono::nanoseconds system{};
    std::optional<long> peakKib; ///< unknown if it is below what the server itself has
};

/// Replies that were changed on their way to the client: a person did that while the session was held.
struct ReplyChanged
{
    std::string meant; ///< one reply or several, as they were reported
    std::string sent;
};

/// The plugin that has begun is run with another environment: a person changed it while the session was held.
struct EnvironmentChanged
{
    plugin::Environment given;
};

using Body = std::variant<session::Report, PluginLog, PluginTrace, PluginResources, ReplyChanged, EnvironmentChanged>;

struct Record
{
    session::Moment at;
    Body body;
};

} // namespace spp::trace
