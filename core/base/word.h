// SPDX-License-Identifier: MIT
/// Words of a line of text, of which one with blanks stands in quotes. Pure.
#pragma once

#include <string>
#include <string_view>

namespace spp::text
{

/// The next word; one in quotes, double or single, without them. The rest stays, without blanks around it.
std::string_view takeWord(std::string_view& text);

/// Any text as one such word. Empty: it has quotes of both kinds, and can't be one.
std::string formatWord(std::string_view text);

} // namespace spp::text
