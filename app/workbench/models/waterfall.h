// SPDX-License-Identifier: MIT
/// A session as lanes along its time: the client's lines, each section's plugins, the replies. Sorted by time, so that a look at any
/// part of a long session costs no more than what is seen of it. A value; not thread-safe.
#pragma once

#include "app/workbench/models/step_range.h"
#include "core/trace/ended_steps.h"
#include "core/trace/timeline.h"

#include <QString>

#include <chrono>
#include <cstddef>
#include <optional>
#include <utility>
#include <vector>

namespace spp::workbench
{

using Nanoseconds = std::chrono::nanoseconds;

struct WaterfallItem
{
    Nanoseconds begin{};
    Nanoseconds end{}; ///< of a mark, the same as its begin
    std::size_t step = 0;
    trace::Outcome outcome = trace::Outcome::None;
};

/// Items that are too near to each other to be told apart.
struct WaterfallSpan
{
    Nanoseconds begin{};
    Nanoseconds end{};
    std::size_t step = 0; ///< the first
    std::size_t count = 1;
    trace::Outcome outcome = trace::Outcome::None; ///< the worst
};

struct WaterfallLane
{
    QString title;
    bool isMarks = false;             ///< moments; otherwise bars
    std::vector<WaterfallItem> items; ///< by time; they don't overlap
};

class Waterfall
{
public:
    void clear() { *this = {}; }
    /// Takes in what has ended since the last call. The timeline must be the same one, grown.
    /// @return false: it was so much that there is more to take in
    bool update(const trace::Timeline& timeline);

    /// In the order in which they stand; those that have nothing are left out.
    const std::vector<WaterfallLane>& lanes() const { return m_lanes; }
    Nanoseconds begin() const { return m_begin; }
    Nanoseconds end() const { return m_end; }

    /// What is seen of a lane between two moments, and the one before, where less than `nearness` can't be told apart.
    std::vector<WaterfallSpan> visible(std::size_t lane, Nanoseconds from, Nanoseconds to, Nanoseconds nearness) const;
    /// The item at a moment, or the nearest that is no farther away than `reach`.
    const WaterfallItem* itemAt(std::size_t lane, Nanoseconds moment, Nanoseconds reach) const;
    /// The lane and the item of a step.
    std::optional<std::pair<std::size_t, WaterfallItem>> find(std::size_t step) const;

private:
    std::vector<WaterfallItem>& itemsOf(int order, const QString& title, bool isMarks);
    void addPlugin(const trace::Timeline& timeline, std::size_t step);

    trace::EndedSteps m_steps;
    std::vector<WaterfallLane> m_lanes;
    std::vector<int> m_order; ///< of the lanes
    Nanoseconds m_begin{};
    Nanoseconds m_end{};
};

/// The steps that were going on between two moments, without what those that began before stand below; nullopt: none was.
std::optional<StepRange> stepsBetween(const trace::Timeline& timeline, Nanoseconds from, Nanoseconds to);

} // namespace spp::workbench
