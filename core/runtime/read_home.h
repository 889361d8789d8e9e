// SPDX-License-Identifier: MIT
/// Reads a qmail home directory from disk. Blocking; thread-safe.
#pragma once

#include "core/control/home.h"

#include <string>

namespace spp::runtime
{

/// The error names the file and what to do about it.
Result<control::Home> readHome(const std::string& directory, const control::HomeOptions& options);

} // namespace spp::runtime
