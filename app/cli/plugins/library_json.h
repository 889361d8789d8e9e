// SPDX-License-Identifier: MIT
/// The library of plugins for other programs. Pure.
#pragma once

#include "core/library/library_plugin.h"

#include <string>
#include <vector>

namespace spp::cli
{

/// A list of objects: name, summary, sections, settings, needs (each with installed), program, examples.
std::string libraryAsJson(const std::vector<library::LibraryPlugin>& plugins);

} // namespace spp::cli
