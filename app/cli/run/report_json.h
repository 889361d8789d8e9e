// SPDX-License-Identifier: MIT
/// Results as one JSON document, for programs.
#pragma once

#include "app/cli/run/report.h"

namespace spp::cli
{

std::unique_ptr<Report> makeJsonReport(std::ostream& out);

} // namespace spp::cli
