// SPDX-License-Identifier: MIT
/// The words of SMTP for people: what clients say, and what the codes of replies mean. Static data.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace spp::guide
{

/// As one begins to type it.
struct SmtpCommand
{
    std::string_view text; ///< "MAIL FROM:<"
    std::string_view about;
};

/// In the order of a session.
std::span<const SmtpCommand> smtpCommands();

/// RFC 5321 4.2, RFC 4954, RFC 3207, RFC 7504.
struct ReplyCode
{
    std::string_view code;
    std::string_view brief;
    std::string_view meaning; ///< who says it, and when; a sentence or two
};

std::span<const ReplyCode> replyCodes();

/// What the first digit says to a client; nullopt: no reply begins so.
std::optional<std::string_view> meaningOfClass(char digit);

/// An enhanced status code (RFC 3463, RFC 5248), "5.7.1": what its parts say. Empty if it is none.
std::string meaningOfEnhancedCode(std::string_view code);

} // namespace spp::guide
