// SPDX-License-Identifier: MIT
/// The address in the argument of MAIL and RCPT, as the dialect takes it. Pure.
#pragma once

#include "core/session/verbs/verbs.h"

#include <optional>
#include <string>
#include <string_view>

namespace spp::session::verbs
{

/// nullopt: a syntax error.
std::optional<std::string> parseAddressOf(const Context& context, std::string_view argument);

/// An address outside ASCII that was not announced by SMTPUTF8, or is no UTF-8 (RFC 6531 3.2).
std::optional<Refusal> refuseUtf8(std::string_view address, bool announced);

} // namespace spp::session::verbs
