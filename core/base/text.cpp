// SPDX-License-Identifier: MIT
#include "core/base/text.h"

#include <algorithm>
#include <cstdint>
#include <limits>

namespace spp::text
{

char lowerChar(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

std::string lower(std::string_view bytes)
{
    std::string result(bytes);
    std::transform(result.begin(), result.end(), result.begin(), lowerChar);
    return result;
}

bool hasControlByte(std::string_view bytes)
{
    return std::any_of(bytes.begin(), bytes.end(),
                       [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; });
}

bool equalsIgnoringCase(std::string_view a, std::string_view b)
{
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](char x, char y) { return lowerChar(x) == lowerChar(y); });
}

std::string_view trimEnd(std::string_view bytes)
{
    const auto last = bytes.find_last_not_of(" \t");
    return bytes.substr(0, last == std::string_view::npos ? 0 : last + 1);
}

std::string_view trim(std::string_view bytes)
{
    const auto first = bytes.find_first_not_of(" \t");
    return first == std::string_view::npos ? std::string_view{} : trimEnd(bytes.substr(first));
}

std::vector<std::string_view> lines(std::string_view bytes)
{
    std::vector<std::string_view> result;
    while (!bytes.empty()) {
        const auto end = bytes.find('\n');
        result.push_back(bytes.substr(0, end));
        if (end == std::string_view::npos)
            break;
        bytes.remove_prefix(end + 1);
    }
    return result;
}

std::string_view untilNul(std::string_view bytes)
{
    return bytes.substr(0, bytes.find('\0'));
}

std::optional<unsigned long> leadingNumber(std::string_view bytes)
{
    constexpr auto largest = std::numeric_limits<unsigned long>::max();
    if (bytes.empty() || bytes.front() < '0' || bytes.front() > '9')
        return std::nullopt;
    unsigned long value = 0;
    for (const char c : bytes) {
        if (c < '0' || c > '9')
            break;
        const auto digit = static_cast<unsigned long>(c - '0');
        if (value > (largest - digit) / 10)
            return largest;
        value = value * 10 + digit;
    }
    return value;
}

std::optional<unsigned long> leadingNarrowNumber(std::string_view bytes)
{
    const auto digits = bytes.substr(0, bytes.find_first_not_of("0123456789"));
    if (digits.empty())
        return std::nullopt;
    std::uint32_t value = 0;
    for (const char digit : digits)
        value = value * 10U + static_cast<std::uint32_t>(digit - '0');
    return value;
}

namespace
{

/// Length of the valid UTF-8 sequence of two to four bytes at the front; 0 if there is none (RFC 3629).
std::size_t utf8Length(std::string_view bytes)
{
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(bytes[i]); };
    const unsigned lead = byte(0);
    const std::size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    if (lead < 0xC2 || lead > 0xF4 || bytes.size() < length)
        return 0;
    for (std::size_t i = 1; i < length; ++i)
        if ((byte(i) & 0xC0U) != 0x80U)
            return 0;
    const unsigned second = byte(1);
    const bool overlong = (lead == 0xE0 && second < 0xA0) || (lead == 0xF0 && second < 0x90);
    const bool outside = (lead == 0xED && second > 0x9F) || (lead == 0xF4 && second > 0x8F);
    const bool control = lead == 0xC2 && second < 0xA0;
    return overlong || outside || control ? 0 : length;
}

void appendEscaped(std::string& out, char c)
{
    static constexpr char digits[] = "0123456789abcdef";
    switch (c) {
    case '\r': out += "\\r"; return;
    case '\n': out += "\\n"; return;
    case '\t': out += "\\t"; return;
    case '\0': out += "\\0"; return;
    case '\\': out += "\\\\"; return;
    default: break;
    }
    const auto byte = static_cast<unsigned char>(c);
    out += "\\x";
    out += digits[byte >> 4U];
    out += digits[byte & 15U];
}

} // namespace

bool isUtf8(std::string_view bytes)
{
    while (!bytes.empty()) {
        const bool ascii = static_cast<unsigned char>(bytes.front()) < 0x80;
        const std::size_t length = ascii ? 1 : utf8Length(bytes);
        if (length == 0)
            return false;
        bytes.remove_prefix(length);
    }
    return true;
}

std::string printable(std::string_view bytes)
{
    const auto isPlain = [](char c) { return c >= 0x20 && c < 0x7F && c != '\\'; };
    const auto takePlain = [&] {
        const auto end = std::find_if_not(bytes.begin(), bytes.end(), isPlain);
        const std::string_view plain = bytes.substr(0, static_cast<std::size_t>(end - bytes.begin()));
        bytes.remove_prefix(plain.size());
        return plain;
    };
    std::string out(takePlain()); // nearly always that is all
    while (!bytes.empty()) {
        const char c = bytes.front();
        std::size_t length = 1;
        if (static_cast<unsigned char>(c) >= 0x80 && (length = utf8Length(bytes)) != 0)
            out += bytes.substr(0, length);
        else {
            appendEscaped(out, c);
            length = 1;
        }
        bytes.remove_prefix(length);
        out += takePlain();
    }
    return out;
}

} // namespace spp::text
