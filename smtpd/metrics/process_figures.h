// SPDX-License-Identifier: MIT
/// What this process takes of the machine, under the names that Prometheus' own libraries use. Reads /proc; what can't be read is left out.
#pragma once

#include "smtpd/metrics/family.h"

#include <vector>

namespace spp::smtpd::metrics
{

std::vector<Family> processFamilies();

} // namespace spp::smtpd::metrics
