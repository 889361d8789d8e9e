// SPDX-License-Identifier: MIT
#include "core/debug/breakpoints.h"

#include <algorithm>
#include <utility>

namespace spp::debug
{

namespace
{

bool isSame(Breakpoint a, const Breakpoint& b)
{
    a.enabled = b.enabled;
    return a == b;
}

} // namespace

void Breakpoints::set(std::vector<Breakpoint> breakpoints)
{
    const std::vector<Counted> before = std::exchange(m_counted, {});
    for (auto& breakpoint : breakpoints) {
        const auto stayed = std::find_if(before.begin(), before.end(),
                                         [&](const Counted& each) { return isSame(each.breakpoint, breakpoint); });
        m_counted.push_back({std::move(breakpoint), stayed == before.end() ? 0 : stayed->hits});
    }
}

Breakpoints::Outcome Breakpoints::at(const Stop& stop)
{
    Outcome outcome;
    for (auto& [breakpoint, hits] : m_counted) {
        if (!breakpoint.enabled || !isHitBy(breakpoint, stop))
            continue;
        ++hits;
        outcome.isHit = true;
        if (hits < breakpoint.fromHit || hits % std::max<std::size_t>(1, breakpoint.everyHit) != 0)
            continue;
        if (breakpoint.log)
            outcome.logged.push_back(breakpoint.log->fill(stop));
        else if (!outcome.hold)
            outcome.hold = breakpoint;
    }
    return outcome;
}

std::vector<std::size_t> Breakpoints::hits() const
{
    std::vector<std::size_t> result;
    for (const auto& each : m_counted)
        result.push_back(each.hits);
    return result;
}

bool Breakpoints::needAnswers() const
{
    return std::any_of(m_counted.begin(), m_counted.end(),
                       [](const Counted& each) { return each.breakpoint.enabled && needsAnswer(each.breakpoint); });
}

} // namespace spp::debug
