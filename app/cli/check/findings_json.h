// SPDX-License-Identifier: MIT
/// Findings for other programs. Pure.
#pragma once

#include "core/check/finding.h"

#include <string>
#include <vector>

namespace spp::cli
{

/// One object: home, and findings as objects with file, line, column, length, rule, severity, message, fix.
std::string findingsAsJson(const std::string& home, const std::vector<check::Finding>& findings);

/// Source: SARIF 2.1.0 (OASIS), as code hosts show it beside the lines.
std::string findingsAsSarif(const std::string& home, const std::vector<check::Finding>& findings);

} // namespace spp::cli
