// SPDX-License-Identifier: MIT
#include "core/trace/step.h"

#include "core/base/text.h"
#include "core/plugin/interpreter.h"

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

bool isOfProgram(const TracedLine& line, const plugin::Call& call)
{
    return line.file.empty() || line.file == plugin::programOf(call);
}

std::string PluginStep::describeEnd() const
{
    if (!exit)
        return {};
    return plugin::describe(*exit) + (decided.empty() ? "" : "; " + decided);
}

std::vector<LogLine> PluginStep::logLines() const
{
    std::vector<LogLine> lines;
    std::size_t piece = 0;
    std::size_t place = 0;
    for (const std::string_view bytes : text::lines(log)) {
        while (piece + 1 < logPieces.size() && logPieces[piece + 1].begin <= place)
            ++piece;
        lines.push_back({bytes, logPieces.empty() ? std::chrono::nanoseconds() : logPieces[piece].at});
        place += bytes.size() + 1;
    }
    return lines;
}

const plugin::Environment& Step::environment() const
{
    static const plugin::Environment empty;
    if (plugin && plugin->whySkipped.empty())
        return plugin->call.environment;
    return state ? state->environment : empty;
}

} // namespace spp::trace
