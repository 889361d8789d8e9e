// SPDX-License-Identifier: MIT
/// What a test asks the debugger to do, in few words.
#pragma once

#include "core/debug/plan.h"

#include <QtGlobal>

#include <string>
#include <utility>
#include <vector>

namespace spp::test
{

inline debug::Plan planOf(const std::vector<std::string>& breakpoints)
{
    debug::Plan plan;
    for (const auto& text : breakpoints) {
        auto breakpoint = debug::parseBreakpoint(text);
        if (!breakpoint)
            qFatal("%s: %s", text.c_str(), breakpoint.error().message.c_str());
        plan.breakpoints.push_back(std::move(*breakpoint));
    }
    return plan;
}

inline debug::Plan overriding(const std::string& plugin, debug::Intervention what, unsigned run = 0)
{
    debug::Plan plan;
    plan.overrides.push_back({"test", plugin, run, true, std::move(what)});
    return plan;
}

/// A decision to do so at a plugin.
inline debug::Decision doing(debug::Intervention what)
{
    debug::Decision decision;
    decision.plugin = std::move(what);
    return decision;
}

inline debug::Intervention answering(std::string output, plugin::Exit exit = {})
{
    debug::Intervention what;
    what.answer = plugin::Answer{std::move(output), {}, std::move(exit)};
    return what;
}

inline debug::Intervention withFault(debug::Fault fault)
{
    debug::Intervention what;
    what.fault = fault;
    return what;
}

} // namespace spp::test
