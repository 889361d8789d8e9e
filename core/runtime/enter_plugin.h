// SPDX-License-Identifier: MIT
/// Enters a plugin into control/smtpplugins of a home, on the disk. Blocking; thread-safe.
#pragma once

#include "core/base/error.h"
#include "core/control/smtpplugins.h"

#include <string>

namespace spp::runtime
{

/// Last in the section; the rest of the file stays as it is, and where there is none it is made. On failure nothing has changed.
/// @param line "plugins/NAME"
Result<void> enterPlugin(const std::string& home, control::Section section, const std::string& line);

} // namespace spp::runtime
