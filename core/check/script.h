// SPDX-License-Identifier: MIT
/// What kind of program a plugin's file is, told by its first line (execve(2)). Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace spp::check
{

enum class Language { Shell, Python, Perl, OtherScript, Binary, Unknown };

struct Script
{
    Language language = Language::Unknown; ///< Unknown: text without #!
    std::string interpreter;               ///< the path behind #!
    std::string argument;                  ///< the rest of that line, as Linux hands it on: one argument
    std::string program;                   ///< what runs it in the end, behind env or busybox: "bash", "python3"
};

/// As plugin::parseInterpreter() has it, but for a CR at the line's end, which is a finding of its own.
/// @param bytes of the file, or its beginning
Script parseScript(std::string_view bytes);

} // namespace spp::check
