// SPDX-License-Identifier: MIT
#include "core/debug/breakpoint.h"

#include <algorithm>

namespace spp::debug
{

namespace
{

/// Whether a target is hit by a stop.
struct Hit
{
    const Stop& stop;
    bool after;

    bool operator()(const AtSection& target) const
    {
        return stop.section == target.section && (after ? stop.place == Place::AfterOutput && stop.verdict.has_value()
                                                        : stop.place == Place::BeforePlugin && stop.beginsSection);
    }
    bool operator()(const AtPlugin& target) const
    {
        return stop.place == (after ? Place::AfterOutput : Place::BeforePlugin) &&
               (stop.plugin == target.line || stop.pluginPlace == target.line);
    }
    bool operator()(const AtVerdict& target) const
    {
        return stop.place == Place::AfterOutput && stop.verdict == target.verdict;
    }
    bool operator()(const AtLetter& target) const
    {
        return stop.place == Place::AfterOutput &&
               std::any_of(stop.output.begin(), stop.output.end(),
                           [&](const plugin::Command& command) { return command.letter == target.letter; });
    }
    bool operator()(const AtChange& target) const
    {
        return std::any_of(stop.changed.begin(), stop.changed.end(),
                           [&](const plugin::EnvironmentChange& change) { return change.name == target.variable; });
    }
    bool operator()(const AtCommand& target) const { return isAtPlaceOfCommand() && stop.verb == target.verb; }
    bool operator()(const AtLine& target) const { return isAtPlaceOfCommand() && stop.dialogLine == target.line; }
    bool operator()(const AtReply& target) const
    {
        const auto codes = replyCodes(stop.reply);
        return stop.place == Place::BeforeReply && std::any_of(codes.begin(), codes.end(), [&](std::string_view code) {
                   return code == target.code || (target.code.ends_with("xx") && code.front() == target.code.front());
               });
    }

private:
    bool isAtPlaceOfCommand() const { return stop.place == (after ? Place::BeforeReply : Place::BeforeCommand); }
};

} // namespace

bool isHitBy(const Breakpoint& breakpoint, const Stop& stop)
{
    return std::visit(Hit{stop, breakpoint.after}, breakpoint.target) &&
           (!breakpoint.condition || breakpoint.condition->holdsAt(stop));
}

bool needsAnswer(const Breakpoint& breakpoint)
{
    const auto is = [&](auto kind) { return std::holds_alternative<decltype(kind)>(breakpoint.target); };
    return is(AtVerdict()) || is(AtLetter()) || is(AtChange()) ||
           (breakpoint.after && (is(AtSection()) || is(AtPlugin())));
}

} // namespace spp::debug
