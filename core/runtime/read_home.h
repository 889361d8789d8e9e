// SPDX-License-Identifier: MIT
/// Reads a qmail home directory from disk. Blocking; thread-safe.
#pragma once

#include "core/control/home.h"
#include "core/plugin/environment.h"

#include <string>

namespace spp::runtime
{

/// NOSPP in the environment switches plugins off; SPPCONFFILE, unless empty, names another smtpplugins.
/// The error names the file and what to do about it.
Result<control::Home> readHome(const std::string& directory, const plugin::Environment& environment);

} // namespace spp::runtime
