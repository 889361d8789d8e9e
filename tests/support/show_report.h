// SPDX-License-Identifier: MIT
/// A report in a few words, to compare what sessions tell of themselves.
#pragma once

#include "core/session/report.h"

#include <string>

namespace spp::test
{

std::string show(const session::ReportBody& body);

} // namespace spp::test
