// SPDX-License-Identifier: MIT
/// Scenarios that a test spells out.
#pragma once

#include "core/scenario/scenario.h"

#include <QtGlobal>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace spp::test
{

inline scenario::Scenario parsed(std::string_view text)
{
    auto scenario = scenario::parseScenario(text);
    if (!scenario)
        qFatal("%s", scenario.error().message.c_str());
    return std::move(*scenario);
}

/// The first session.
inline scenario::Dialog parsedDialog(std::string_view text)
{
    return parsed(text).cases.front().sessions.front();
}

/// What its client says, line by line.
inline std::vector<std::string> said(const scenario::Dialog& dialog)
{
    std::vector<std::string> lines;
    for (const auto& line : dialog.lines)
        lines.push_back(line.text);
    return lines;
}

} // namespace spp::test
