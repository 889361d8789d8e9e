// SPDX-License-Identifier: MIT
/// The parameters of MAIL and RCPT (RFC 5321 4.1.2), in the dialects that heed them all. Pure.
#pragma once

#include "core/session/verbs/verbs.h"

#include <optional>
#include <string_view>

namespace spp::session::verbs
{

/// SIZE (RFC 1870), BODY (RFC 6152), SMTPUTF8 (RFC 6531), and AUTH (RFC 4954) where there is a login.
std::optional<Refusal> refuseMailParameters(const Context& context, std::string_view argument);

/// There are none that EHLO announces.
std::optional<Refusal> refuseRcptParameters(const Context& context, std::string_view argument);

} // namespace spp::session::verbs
