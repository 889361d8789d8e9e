// SPDX-License-Identifier: MIT
/// tar archives: how homes travel, with their modes and owners, whatever their files are called. Reads what GNU tar, bsdtar and BusyBox
/// write (ustar, GNU's long names, pax); writes what all of them read (POSIX.1-2017 "pax", ustar interchange format). Pure; accepts any
/// bytes.
#pragma once

#include "core/deploy/manifest.h"

#include <string>
#include <string_view>

namespace spp::deploy
{

/// Files, folders and symbolic links; what else there is (pipes, devices) is left out. A leading "./" is dropped.
/// Fails if it is no archive, is cut off, holds more than a home does, or names a path that leads out of it.
Result<Manifest> parseArchive(std::string_view bytes);

std::string formatArchive(const Manifest& manifest);

} // namespace spp::deploy
