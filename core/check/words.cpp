// SPDX-License-Identifier: MIT
#include "core/check/words.h"

#include <algorithm>
#include <numeric>
#include <vector>

namespace spp::check
{

namespace
{

bool isNameByte(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
}

} // namespace

std::string_view nameAt(std::string_view text, std::size_t at)
{
    if (at >= text.size() || (text[at] >= '0' && text[at] <= '9'))
        return {};
    std::size_t end = at;
    while (end < text.size() && isNameByte(text[end]))
        ++end;
    return text.substr(at, end - at);
}

bool isMentionedBare(std::string_view text, std::string_view name)
{
    for (auto at = text.find(name); at != std::string_view::npos; at = text.find(name, at + 1)) {
        const char before = at == 0 ? '\n' : text[at - 1];
        const bool isWhole =
            !isNameByte(before) && (at + name.size() == text.size() || !isNameByte(text[at + name.size()]));
        if (isWhole && before != '$' && before != '{')
            return true;
    }
    return false;
}

Place placeOf(std::string_view text, std::size_t at)
{
    const auto before = text.substr(0, at);
    const auto lineBegin = before.rfind('\n') + 1; // 0 where there is none
    return {static_cast<std::size_t>(std::count(before.begin(), before.end(), '\n')) + 1,
            before.size() - lineBegin + 1};
}

std::size_t columnInBytes(std::string_view line, std::size_t shown)
{
    constexpr std::size_t tab = 8;
    std::size_t column = 1;
    std::size_t at = 0;
    while (at < line.size() && column < shown) {
        column = line[at] == '\t' ? (column - 1) / tab * tab + tab + 1 : column + 1;
        do
            ++at;
        while (at < line.size() && (static_cast<unsigned char>(line[at]) & 0xC0U) == 0x80U);
    }
    return at + 1;
}

std::size_t distance(std::string_view a, std::string_view b)
{
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 0; i < a.size(); ++i) {
        std::size_t diagonal = row[0];
        row[0] = i + 1;
        for (std::size_t j = 0; j < b.size(); ++j) {
            const std::size_t changed = diagonal + (a[i] == b[j] ? 0 : 1);
            diagonal = row[j + 1];
            row[j + 1] = std::min({changed, row[j] + 1, row[j + 1] + 1});
        }
    }
    return row.back();
}

} // namespace spp::check
