// SPDX-License-Identifier: MIT
/// Where the files that belong to the programs are: the library of plugins, templates. Thread-safe.
#pragma once

#include "core/base/error.h"

#include <string>

namespace spp::runtime
{

/// The folder that SPP_RESOURCES names; or beside the folder of this program, as installed (../share/spp-workbench); or where this program
/// was built, resources/ in a folder above it.
Result<std::string> findResources();

/// The same for a program at this path; pure but for the look at the disk.
/// @param variable SPP_RESOURCES; empty: it is not set
Result<std::string> findResourcesFor(const std::string& program, const std::string& variable);

} // namespace spp::runtime
