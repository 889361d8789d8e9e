// SPDX-License-Identifier: MIT
/// Two runs of a dialog, step by step: which steps belong together, and how they differ. Pure. The cost grows with the number of steps
/// (alignment.h), so runs of 100,000 steps may be compared, though not while a window waits.
///
/// Commands belong together if the client said the same, or, between such, something with the same verb; inside of them plugins of the
/// same line, and so on. What differs anyway from run to run is no difference: times (those in a plugin's log too), costs, the
/// number of a queued message, the Received line. A variable, header or envelope that stays different counts where it becomes so.
#pragma once

#include "core/trace/step.h"

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace spp::debug
{

struct Difference
{
    enum class What { Command, Reply, Output, Log, Exit, Environment, Headers, Envelope, Message, Outcome };
    What what = What::Outcome;
    std::string name;                 ///< of the variable
    std::optional<std::string> left;  ///< nullopt: not there
    std::optional<std::string> right; ///< nullopt: not there

    bool operator==(const Difference&) const = default;
};

/// "the reply: “250 ok”, then “550 no”"
std::string describe(const Difference& difference);

/// Steps that belong together, by their indices; a step without a counterpart stands alone.
struct StepPair
{
    std::optional<std::size_t> left;
    std::optional<std::size_t> right;
    std::vector<Difference> differences;

    bool isDifferent() const { return !left || !right || !differences.empty(); }
};

struct Comparison
{
    std::vector<StepPair> pairs; ///< in the order of both as trees: plugins behind their section
    /// Of them; rather a plugin than its section, which the plugin decides.
    std::optional<std::size_t> firstDifferent;
};

/// @param left and right steps of a Timeline, or the beginning of them
Comparison compare(std::span<const trace::Step> left, std::span<const trace::Step> right);

} // namespace spp::debug
