// SPDX-License-Identifier: MIT
/// Hands out each step of a growing timeline once, when it has ended; so whoever sums up a session looks at no step twice.
/// A value; not thread-safe.
#pragma once

#include "core/trace/timeline.h"

#include <cstddef>
#include <vector>

namespace spp::trace
{

class EndedSteps
{
public:
    static constexpr std::size_t all = static_cast<std::size_t>(-1);

    /// Those that have ended since the last call, in the order of the timeline, which must be the same one.
    /// @param most so many more steps are looked at
    std::vector<std::size_t> next(const Timeline& timeline, std::size_t most = all)
    {
        std::vector<std::size_t> ended;
        std::vector<std::size_t> open;
        const auto sort = [&](std::size_t step) {
            const bool goesOn = timeline.steps()[step].outcome == Outcome::Running;
            (goesOn ? open : ended).push_back(step);
        };
        for (const std::size_t step : m_open)
            sort(step);
        for (; m_seen < timeline.size() && most > 0; ++m_seen, --most)
            sort(m_seen);
        m_open = std::move(open);
        return ended;
    }

    /// There are steps that were not looked at.
    bool isBehind(const Timeline& timeline) const { return m_seen < timeline.size(); }

private:
    std::size_t m_seen = 0;
    std::vector<std::size_t> m_open; ///< a section and its plugin at most, while the session goes on
};

} // namespace spp::trace
