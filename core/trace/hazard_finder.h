// SPDX-License-Identifier: MIT
/// Finds the hazards of a run while it goes on. Pure; a value, not thread-safe.
#pragma once

#include "core/trace/ended_steps.h"
#include "core/trace/hazard.h"
#include "core/trace/hazards/conversation.h"
#include "core/trace/timeline.h"

#include <vector>

namespace spp::trace
{

class HazardFinder
{
public:
    /// Those of the steps that have ended since the last call. The timeline must be the same one, grown.
    /// @param most so many more steps are looked at
    std::vector<Hazard> next(const Timeline& timeline, std::size_t most = EndedSteps::all);
    bool isBehind(const Timeline& timeline) const { return m_steps.isBehind(timeline); }

private:
    EndedSteps m_steps;
    hazards::Conversation m_conversation;
};

} // namespace spp::trace
