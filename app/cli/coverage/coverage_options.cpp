// SPDX-License-Identifier: MIT
#include "app/cli/coverage/coverage_options.h"

#include "app/cli/coverage/coverage_files.h"
#include "core/base/text.h"

#include <CLI/CLI.hpp>

namespace spp::cli
{

void addCoverageOptions(CLI::App& command, CoverageOptions& options)
{
    command.add_flag("--coverage", options.table,
                     "results only, and behind them which outcomes of the plugins were seen, and which never");
    command.add_option("--coverage-file", options.files, "the same in a file: *.html, *.xml (JUnit) or *.json")
        ->type_name("FILE")
        ->expected(1)
        ->take_all()
        ->type_name("FILE")
        ->check(CLI::Validator(
            [](const std::string& path) {
                return isCoverageFile(path) ? std::string()
                                            : text::printable(path) + ": end it in .html, .xml (JUnit) or .json";
            },
            "", "coverage"));
    command.add_flag("--full-coverage", options.full, "the same, and it fails if something is never seen");
}

} // namespace spp::cli
