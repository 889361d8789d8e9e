// SPDX-License-Identifier: MIT
/// A look at one step of a run that has ended, for hazards; one function for each group of them. Pure.
#pragma once

#include "core/session/dialect.h"
#include "core/trace/hazard.h"
#include "core/trace/timeline.h"

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace spp::trace::hazards
{

class Look
{
public:
    Look(const Timeline& itsTimeline, std::size_t itsIndex, std::vector<Hazard>& itsFound)
        : timeline(itsTimeline), index(itsIndex), found(itsFound)
    {}

    const Timeline& timeline;
    std::size_t index;
    std::vector<Hazard>& found;

    const Step& step() const { return timeline.steps()[index]; }
    const PluginStep& plugin() const { return *step().plugin; }
    const session::Dialect& dialect() const
    {
        return timeline.dialect() != nullptr ? *timeline.dialect() : session::modernDialect();
    }
    /// The server makes proper replies of what plugins print.
    bool mendsReplies() const { return dialect().repliesOnce; }

    /// Of one kind so many are raised in a step: a plugin that floods would fill the list.
    static constexpr std::size_t maxOfOneKind = 10;

    void raise(HazardKind kind, std::string sentence, std::optional<std::size_t> outputLine = std::nullopt)
    {
        raise(kind, std::move(sentence), outputLine, {});
    }
    /// Here it does no harm; on another server it would.
    void note(HazardKind kind, std::string sentence, std::optional<std::size_t> outputLine = std::nullopt)
    {
        raise(kind, std::move(sentence), outputLine, Severity::Note);
    }
    /// Of another plugin's step, that is known only now.
    void raiseAt(std::size_t pluginStep, HazardKind kind, std::string sentence, std::optional<std::size_t> outputLine);

private:
    void raise(HazardKind kind, std::string sentence, std::optional<std::size_t> outputLine,
               std::optional<Severity> severity);

    std::map<HazardKind, std::size_t> m_counts = {};
};

/// “text” with everything unprintable escaped, cut short.
std::string quote(std::string_view text);

/// Calls look(line, its number from 1) for each line that the plugin printed.
template <typename Function>
void forEachLine(const Look& look, Function&& function)
{
    const auto& output = look.plugin().output;
    for (std::size_t i = 0; i < output.size(); ++i)
        function(output[i], i + 1);
}

void lookAtOutput(Look& look);
void lookAtReplies(Look& look);
void lookAtHeaders(Look& look);
void lookAtVariables(Look& look);
void lookAtAddresses(Look& look);
void lookAtEnding(Look& look);
void lookAtFile(Look& look);

} // namespace spp::trace::hazards
