// SPDX-License-Identifier: MIT
/// Outcome coverage in files: for a browser, for CI, for programs. Which form it is the ending of the file's name says.
#pragma once

#include "app/cli/coverage/coverage_collector.h"

#include <string>
#include <string_view>

namespace spp::cli
{

/// Its name ends in .html, .xml or .json.
bool isCoverageFile(std::string_view path);

/// A file that is there is replaced.
Result<void> writeCoverage(const std::string& path, const std::vector<HomeCoverage>& homes);

/// One page that needs nothing else, in light and dark.
std::string formatCoverageHtml(const std::vector<HomeCoverage>& homes);
/// JUnit's: each outcome of a plugin is a test case; one that is wanted and was never seen has failed.
std::string formatCoverageJUnit(const std::vector<HomeCoverage>& homes);
std::string formatCoverageJson(const std::vector<HomeCoverage>& homes);

} // namespace spp::cli
