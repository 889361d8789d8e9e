// SPDX-License-Identifier: MIT
#include "core/trace/step.h"

namespace spp::trace
{

std::string_view formatOutcome(Outcome outcome)
{
    switch (outcome) {
    case Outcome::None: return "";
    case Outcome::Running: return "running";
    case Outcome::Accepted: return "accepted";
    case Outcome::Deferred: return "deferred";
    case Outcome::Refused: return "refused";
    case Outcome::Disconnected: return "disconnected";
    case Outcome::Failed: return "failed";
    case Outcome::Skipped: return "not run";
    }
    return "";
}

Outcome outcomeOfReply(std::string_view reply)
{
    switch (reply.empty() ? '\0' : reply.front()) {
    case '2':
    case '3': return Outcome::Accepted;
    case '4': return Outcome::Deferred;
    case '5': return Outcome::Refused;
    default: return Outcome::None;
    }
}

const plugin::Environment& Step::environment() const
{
    static const plugin::Environment empty;
    if (plugin && plugin->whySkipped.empty())
        return plugin->call.environment;
    return state ? state->environment : empty;
}

} // namespace spp::trace
