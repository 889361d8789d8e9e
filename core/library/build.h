// SPDX-License-Identifier: MIT
/// Plugins that are built: which command does it, and what compilers say. Pure; core/runtime/run_build.h runs the command.
#pragma once

#include "core/check/finding.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace spp::library
{

/// What stands behind "build:" in the comment at a source's head; for /bin/sh, in the source's folder.
std::optional<std::string> buildCommand(std::string_view source);

/// More than a person reads before the first are mended.
inline constexpr std::size_t maxBuildFindings = 100;

/// Errors and warnings of gcc, clang, go and rustc, in their order: "file:line:column: words", and rustc's longer form.
/// @param file that the findings name; what is said of others is told of line 0
/// @param bytes of the source
/// @param failed the command's exit status says no; then there is at least one error
std::vector<check::Finding> parseBuildReport(std::string_view report, const std::string& file, std::string_view bytes,
                                             bool failed);

} // namespace spp::library
