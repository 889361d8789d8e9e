// SPDX-License-Identifier: MIT
/// A home, or a part of one, as a value: what is at each path. Values; nothing here reads a disk.
#pragma once

#include "core/base/error.h"

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

namespace spp::deploy
{

enum class Kind { File, Folder, Link };

/// By numbers: names mean other people on other machines.
struct Owner
{
    std::uint32_t user = 0;
    std::uint32_t group = 0;

    bool operator==(const Owner&) const = default;
};

struct Entry
{
    Kind kind = Kind::File;
    unsigned mode = 0; ///< of a file or folder: the twelve bits of chmod
    Owner owner;
    std::string content; ///< a file's bytes, or where a symbolic link leads

    bool isExecutable() const { return kind == Kind::File && (mode & 0111) != 0; }
    bool operator==(const Entry&) const = default;
};

/// By path, relative to the home: "control/me".
using Manifest = std::map<std::string, Entry>;

/// So much is compared and deployed at most; a home without its queue and mail is far below. What is larger is not a home.
inline constexpr std::size_t maxEntries = 20'000;
inline constexpr std::size_t maxBytes = 64UL * 1024 * 1024;

/// Relative, not empty, without "." and ".." in it and without slashes too many.
bool isPlainPath(std::string_view path);
/// Without control characters, which would tear the list of steps, and without backslashes, which GNU tar takes for something else.
bool isPlainName(std::string_view path);
/// Whether it is the folder itself or something in it.
bool isWithin(std::string_view path, std::string_view folder);
/// "control" of "control/me"; empty of "control".
std::string_view parentOf(std::string_view path);

} // namespace spp::deploy
