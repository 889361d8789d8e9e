// SPDX-License-Identifier: MIT
/// The breakpoints of a session, and how often each was hit. Told of every stop in its order. A value; not thread-safe.
#pragma once

#include "core/debug/breakpoint.h"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace spp::debug
{

class Breakpoints
{
public:
    Breakpoints() = default;
    explicit Breakpoints(std::vector<Breakpoint> breakpoints) { set(std::move(breakpoints)); }

    /// Others from now on. One that stays keeps its count, and turning it off and on changes nothing in that.
    void set(std::vector<Breakpoint> breakpoints);

    struct Outcome
    {
        std::optional<Breakpoint> hold;  ///< hold here, because of this one
        std::vector<std::string> logged; ///< what log points say
        bool isHit = false;              ///< one was hit, whatever came of it
    };
    Outcome at(const Stop& stop);

    /// How often each was hit, in the order in which they were set.
    std::vector<std::size_t> hits() const;

    /// A plugin's answer must be gathered before it has an effect, or one of them could be missed.
    bool needAnswers() const;

private:
    struct Counted
    {
        Breakpoint breakpoint;
        std::size_t hits = 0;
    };
    std::vector<Counted> m_counted;
};

} // namespace spp::debug
