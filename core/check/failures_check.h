// SPDX-License-Identifier: MIT
/// control/pluginfailures against smtpplugins. Part of checkHome().
#pragma once

#include "core/check/check.h"
#include "core/check/smtpplugins_lines.h"

#include <vector>

namespace spp::check
{

void checkFailures(const Subject& subject, const SmtpPluginsLines& lines, std::vector<Finding>& findings);

} // namespace spp::check
