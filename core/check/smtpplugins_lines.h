// SPDX-License-Identifier: MIT
/// control/smtpplugins as the checks see it: each line that runs something, with its section and where it stands. Pure.
#pragma once

#include "core/control/smtpplugins.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace spp::check
{

/// Where in a line of smtpplugins the program stands that it names.
struct ProgramPlace
{
    std::size_t begin = 0; ///< in bytes
    std::size_t end = 0;   ///< begin: it names none

    bool isEmpty() const { return begin == end; }
};

/// The line itself, or the first word of a shell line if that is a path: of ":HOME=x exec plugins/a b" it is plugins/a.
ProgramPlace programPlace(std::string_view line);

struct PluginLine
{
    control::PluginEntry entry;
    std::optional<control::Section> section; ///< nullopt: never runs
    std::string file;                        ///< the program that it names, see programPlace(); may be empty
};

struct SmtpPluginsLines
{
    std::string bytes;
    control::SmtpPlugins parsed;
    std::vector<PluginLine> plugins;     ///< in the order of the file
    std::vector<std::size_t> lineBegins; ///< offset of line n at n - 1

    /// Of a line that exists; without its end.
    std::string_view line(std::size_t number) const;
    std::size_t begin(std::size_t number) const { return lineBegins[number - 1]; }
};

SmtpPluginsLines readLines(std::string bytes);

} // namespace spp::check
