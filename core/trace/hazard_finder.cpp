// SPDX-License-Identifier: MIT
#include "core/trace/hazard_finder.h"

#include "core/trace/hazards/look.h"

namespace spp::trace
{

std::vector<Hazard> HazardFinder::next(const Timeline& timeline, std::size_t most)
{
    std::vector<Hazard> found;
    for (const std::size_t index : m_steps.next(timeline, most)) {
        hazards::Look look(timeline, index, found);
        if (look.step().kind == StepKind::Session)
            hazards::lookAtFile(look);
        if (look.step().kind == StepKind::Plugin && look.plugin().whySkipped.empty()) {
            hazards::lookAtOutput(look);
            hazards::lookAtReplies(look);
            hazards::lookAtHeaders(look);
            hazards::lookAtVariables(look);
            hazards::lookAtAddresses(look);
            hazards::lookAtEnding(look);
        }
        m_conversation.add(look);
    }
    return found;
}

} // namespace spp::trace
