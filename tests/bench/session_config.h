// SPDX-License-Identifier: MIT
/// What the measured sessions start with: as the daemon sets them up, without reports, but with a home in memory.
#pragma once

#include "core/session/config.h"

#include <string>

namespace spp::bench
{

/// @param smtpPlugins the content of control/smtpplugins
session::SessionConfig sessionConfig(plugin::Environment environment, const std::string& smtpPlugins);

} // namespace spp::bench
