// SPDX-License-Identifier: MIT
/// What a run tells of outcome coverage at its end, as the command line asks for it.
#pragma once

#include "app/cli/coverage/coverage_collector.h"
#include "app/cli/coverage/coverage_options.h"

namespace spp::cli
{

/// Prints the table and writes the files.
/// @param isAlone programs read standard output, so that the table goes to standard error
/// @return it is as it was asked to be; an error if a file can't be written
Result<bool> reportCoverage(const CoverageCollector& collector, const CoverageOptions& options, bool isAlone);

} // namespace spp::cli
