// SPDX-License-Identifier: MIT
/// The control files beside smtpplugins. Part of checkHome().
#pragma once

#include "core/check/check.h"

#include <vector>

namespace spp::check
{

void checkControls(const Subject& subject, std::vector<Finding>& findings);

} // namespace spp::check
