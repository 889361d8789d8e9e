// SPDX-License-Identifier: MIT
/// Whole files: read, made, replaced in one step. Errors name the file. Blocking; thread-safe.
#pragma once

#include "core/base/error.h"

#include <sys/types.h>

#include <cstddef>
#include <string>
#include <string_view>

namespace spp::runtime
{

inline constexpr mode_t plainFile = 0666; ///< less the umask
inline constexpr mode_t programFile = 0777;

/// Makes a file, and the folders above it. What is there already, a link included, is left alone, and an error.
Result<void> createFile(const std::string& path, std::string_view bytes, mode_t mode = plainFile);

/// Writes beside the file and renames, so that a reader sees the old bytes or the new ones; mode and, as far as allowed, owner stay. Where
/// there is no file, it is made.
Result<void> replaceFile(const std::string& path, std::string_view bytes);

/// All of a regular file, which may not be larger.
Result<std::string> readFile(const std::string& path, std::size_t most);

} // namespace spp::runtime
