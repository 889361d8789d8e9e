// SPDX-License-Identifier: MIT
#include "core/trace/hazards/look.h"

#include "core/base/text.h"

namespace spp::trace::hazards
{

namespace
{

constexpr std::size_t maxQuoted = 60;

Hazard make(const Look& look, std::size_t step, HazardKind kind, std::string sentence,
            std::optional<std::size_t> outputLine)
{
    const plugin::Call& call = look.timeline.steps()[step].plugin->call;
    return {kind, severityOf(kind), step, call.line, call.place, outputLine, std::move(sentence)};
}

} // namespace

void Look::raise(HazardKind kind, std::string sentence, std::optional<std::size_t> outputLine,
                 std::optional<Severity> severity)
{
    const std::size_t count = ++m_counts[kind];
    if (count > maxOfOneKind)
        return;
    if (count == maxOfOneKind)
        sentence += " There may be more like it.";
    found.push_back(make(*this, index, kind, std::move(sentence), outputLine));
    found.back().severity = severity.value_or(found.back().severity);
}

void Look::raiseAt(std::size_t pluginStep, HazardKind kind, std::string sentence, std::optional<std::size_t> outputLine)
{
    found.push_back(make(*this, pluginStep, kind, std::move(sentence), outputLine));
}

std::string quote(std::string_view text)
{
    std::string_view shown = text.substr(0, maxQuoted);
    // not in the middle of a character
    while (shown.size() < text.size() && !shown.empty() &&
           (static_cast<unsigned char>(text[shown.size()]) & 0xC0U) == 0x80U)
        shown.remove_suffix(1);
    return "“" + text::printable(shown) + (shown.size() < text.size() ? "…”" : "”");
}

} // namespace spp::trace::hazards
