// SPDX-License-Identifier: MIT
/// The files of a qmail home that a fuzzer's input holds: parts of kind F, each a name, a line's end and the bytes.
#pragma once

#include "core/control/home.h"
#include "tests/fuzz/parts.h"

#include <map>
#include <string>

namespace spp::test
{

using Files = std::map<std::string, std::string>;

/// @param others are there as well, unless the input has files of these names
inline Files filesOf(const Parts& parts, Files others)
{
    Files files;
    for (const auto part : parts.all('F')) {
        const auto end = std::min(part.find('\n'), part.size());
        files.emplace("control/" + std::string(part.substr(0, end)), part.substr(std::min(end + 1, part.size())));
    }
    files.merge(others);
    return files;
}

inline control::FileReader readerOf(const Files& files)
{
    return [&files](const std::string& path) -> Result<std::optional<std::string>> {
        const auto found = files.find(path);
        return found == files.end() ? std::optional<std::string>() : std::optional(found->second);
    };
}

} // namespace spp::test
