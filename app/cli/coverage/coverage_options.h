// SPDX-License-Identifier: MIT
/// What a command line asks for of outcome coverage. See core/coverage.
#pragma once

#include <string>
#include <vector>

namespace CLI
{
class App;
}

namespace spp::cli
{

struct CoverageOptions
{
    bool table = false;             ///< it is printed behind the results
    bool full = false;              ///< it fails if something is never seen
    std::vector<std::string> files; ///< *.html, *.xml (JUnit's), *.json

    bool isWanted() const { return table || full || !files.empty(); }
};

/// --coverage, --coverage-file, --full-coverage
void addCoverageOptions(CLI::App& command, CoverageOptions& options);

} // namespace spp::cli
