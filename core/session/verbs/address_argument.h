// SPDX-License-Identifier: MIT
/// The address in the argument of MAIL and RCPT, as the dialect takes it. Pure.
#pragma once

#include "core/session/context.h"

#include <optional>
#include <string>
#include <string_view>

namespace spp::session::verbs
{

/// nullopt: a syntax error.
std::optional<std::string> parseAddressOf(const Context& context, std::string_view argument);

} // namespace spp::session::verbs
