// SPDX-License-Identifier: MIT
/// What a plugin says of itself in the comment at its head; the form is told in resources/plugins/README.md. Pure; accepts any bytes.
#pragma once

#include "core/control/smtpplugins.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace spp::library
{

/// A variable of its environment that changes what it does.
struct Setting
{
    std::string name;
    std::string value; ///< where it is not set; may be empty
    std::string meaning;

    bool operator==(const Setting&) const = default;
};

/// What has to be installed for it.
struct Need
{
    std::string program; ///< found in PATH
    std::string module;  ///< of that program, an interpreter; empty: the program alone
    std::string meaning;

    bool operator==(const Need&) const = default;
};

struct PluginHead
{
    std::string name;
    std::string summary;                    ///< one sentence
    std::vector<control::Section> sections; ///< that it is for, the best first; at least one
    std::vector<Setting> settings;
    std::vector<Need> needs; ///< its interpreter first, unless that is sh
    std::string text;        ///< all that it says, without comment marks
};

/// nullopt if the head does not begin with "name: what it does. For [section]."
std::optional<PluginHead> parsePluginHead(std::string_view bytes);

/// "python3", or "python3:spf" with a module.
std::string formatNeed(const Need& need);

} // namespace spp::library
