// SPDX-License-Identifier: MIT
/// The largest message that a session takes: DATABYTES of the environment wins over control/databytes (qmail-smtpd). Pure.
#pragma once

#include "core/session/context.h"

#include <cstddef>

namespace spp::session
{

/// In bytes; 0: no limit.
std::size_t messageLimit(const Context& context);

inline constexpr std::string_view tooLargeReply = "552 sorry, that message size exceeds my databytes limit (#5.3.4)";
LimitReached messageLimitReached(std::size_t limit);

} // namespace spp::session
