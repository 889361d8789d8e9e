// SPDX-License-Identifier: MIT
/// Which steps of a session belong together: from any of them to its command, its plugin and its reply. Pure.
#pragma once

#include "core/trace/step.h"

#include <cstddef>
#include <optional>
#include <span>

namespace spp::trace
{

/// A step, or one line that its plugin printed.
struct StepLine
{
    std::size_t step = 0;
    std::optional<std::size_t> line;

    auto operator<=>(const StepLine&) const = default;
};

/// The client line, or the start or end of the session, that a step stands below; itself if it is one.
std::size_t commandOf(std::span<const Step> steps, std::size_t step);

/// The line of plugin output whose words a reply has; it may have been kept since an earlier command.
std::optional<StepLine> speakerOf(std::span<const Step> steps, std::size_t reply);

/// The plugin that a step is owed to: that whose words a reply has; of a section, a command or the server's own reply the one that ran
/// last.
std::optional<StepLine> pluginOf(std::span<const Step> steps, std::size_t step);

/// The reply that came of it: the one in its words, or else the one that ended the command.
std::optional<std::size_t> replyOf(std::span<const Step> steps, StepLine from);

} // namespace spp::trace
