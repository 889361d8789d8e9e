// SPDX-License-Identifier: MIT
/// "Who else would have objected": what the plugins of a section say that were not asked, since one before them ended it. Pure; values.
/// They are asked by core/scenario/hearing.h.
#pragma once

#include "core/debug/stepper.h"
#include "core/plugin/answer.h"
#include "core/session/session.h"
#include "core/trace/step.h"

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace spp::debug
{

/// What a plugin says of a command.
struct Opinion
{
    std::string line;  ///< in smtpplugins
    std::string place; ///< "control/smtpplugins:12"
    plugin::Answer answer;
    std::vector<session::PluginSaid> output; ///< with what is special about each line's effect
    std::optional<session::Verdict>
        verdict;       ///< that it would have given the section; nullopt: it leaves that to others
    std::string reply; ///< that the client would have been sent, if it objects

    bool objects() const { return verdict == session::Verdict::Refuse || verdict == session::Verdict::Disconnect; }
};

/// @param session in which the plugin runs, with reports on
Opinion opinionOf(const session::Session& session, const plugin::Call& call, const plugin::Answer& answer,
                  session::Moment now);

/// The answer without what ends the section, its final command and its failure, and without what it prints for the client. The rest
/// keeps its effect, since the plugins behind it may count on that.
plugin::Answer neutralised(const plugin::Answer& answer);

/// "would refuse", "has no objection" …
std::string_view describe(const Opinion& opinion);

/// The plugin that ended a section though others were to come. @return index of its step; nullopt: all of them were asked
std::optional<std::size_t> decidingPlugin(std::span<const trace::Step> steps, std::size_t section);

/// The same for any step: of its section, or else of the last section of its command that was ended so.
std::optional<std::size_t> decidingPluginOf(std::span<const trace::Step> steps, std::size_t step);

/// The plugins of its section that were not run, by their lines. @param plugin that ended it
std::vector<std::string> pluginsNotAsked(std::span<const trace::Step> steps, std::size_t plugin);

/// The stop before the start of a plugin, by its step; nullptr: the session has not told of it.
const PastStop* stopBeforePlugin(std::span<const PastStop> stops, const trace::Step& plugin);

/// What a plugin answered, as far as its step knows it.
plugin::Answer answerOf(const trace::PluginStep& plugin);

} // namespace spp::debug
