// SPDX-License-Identifier: MIT
#include "core/base/word.h"

#include "core/base/text.h"

#include <algorithm>

namespace spp::text
{

std::string_view takeWord(std::string_view& text)
{
    text = trim(text);
    const bool isQuoted = text.starts_with('"') || text.starts_with('\'');
    const std::string_view from = text.substr(isQuoted ? 1 : 0);
    const auto end = std::min(isQuoted ? from.find(text.front()) : from.find_first_of(" \t"), from.size());
    text = trim(from.substr(std::min(end + (isQuoted ? 1 : 0), from.size())));
    return from.substr(0, end);
}

std::string formatWord(std::string_view text)
{
    const auto quotedIn = [&](char mark) { return mark + std::string(text) + mark; };
    const bool isPlain = text.find_first_of(" \t") == std::string_view::npos && !text.starts_with('"') &&
                         !text.starts_with('\'') && !text.empty();
    if (isPlain)
        return std::string(text);
    if (text.find('"') == std::string_view::npos)
        return quotedIn('"');
    return text.find('\'') == std::string_view::npos ? quotedIn('\'') : std::string();
}

} // namespace spp::text
