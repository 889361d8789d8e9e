// SPDX-License-Identifier: MIT
/// Replies as text: their code, the enhanced status code (RFC 2034, RFC 3463), several made one (RFC 5321 4.2.1). Pure; accepts any
/// bytes, since plugins write replies too.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace spp::smtp
{

/// True for three digits, the first of them 2 to 5, and a blank, a hyphen or nothing behind them.
bool hasReplyCode(std::string_view line);

/// What stands behind the code; the whole line if there is none.
std::string_view replyText(std::string_view line);

/// The same without line ends behind it; other control bytes, which could begin a second reply, become question marks.
std::string cleanReplyText(std::string_view line);

/// "5.7.1" where a text, without its code, begins so (RFC 3463 section 2); empty otherwise.
std::string_view leadingStatus(std::string_view text);

/// "553 sorry (#5.7.1)" as "553 5.7.1 sorry"; without such a mark ".0.0"; the class is always the code's. Replies of class 3 stay as they are.
std::string withEnhancedCode(std::string_view line);

/// A reply that refuses: a code of class 4 or 5 stays; anything else is replaced by the code given. An enhanced status code behind it
/// gets its class. One line, without control bytes.
std::string refusal(std::string_view line, std::string_view otherwise);

/// One reply of several lines, all with the code of the last and, where it has one, its enhanced status code (RFC 2034 section 4).
/// No CR LF at the end.
std::string joinReply(const std::vector<std::string>& before, std::string_view last);

} // namespace spp::smtp
