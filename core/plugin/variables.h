// SPDX-License-Identifier: MIT
/// The variables that a server sets for its plugins (qmail-spp README, "Environment"). Static data.
#pragma once

#include "core/control/smtpplugins.h"

#include <optional>
#include <span>
#include <string_view>

namespace spp::plugin
{

struct Variable
{
    std::string_view name; ///< ending in *: all that begin so
    std::string_view about;
    std::optional<control::Section> since =
        std::nullopt;        ///< not set in the sections before this one; nullopt: may be set at any time
    bool fromClient = false; ///< what stands in it the client decides, or whoever names its address
};

std::span<const Variable> variables();
/// nullptr: no server sets it.
const Variable* findVariable(std::string_view name);

} // namespace spp::plugin
