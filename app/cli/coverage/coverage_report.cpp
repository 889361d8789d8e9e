// SPDX-License-Identifier: MIT
#include "app/cli/coverage/coverage_report.h"

#include "app/cli/coverage/coverage_files.h"
#include "app/cli/coverage/coverage_table.h"

#include <iostream>

namespace spp::cli
{

Result<bool> reportCoverage(const CoverageCollector& collector, const CoverageOptions& options, bool isAlone)
{
    const auto homes = collector.homes();
    Screen screen(isAlone ? std::cerr : std::cout, !isAlone && wantsColour());
    printCoverage(screen, homes);
    for (const std::string& file : options.files)
        if (auto written = writeCoverage(file, homes); !written)
            return tl::unexpected<Error>(written.error());
    return !options.full || sumOf(homes).isFull;
}

} // namespace spp::cli
