// SPDX-License-Identifier: MIT
#include "core/smtp/ip_address.h"

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <vector>

namespace spp::smtp
{

namespace
{

constexpr std::size_t groupCount = 8;
using Groups = std::vector<std::uint16_t>;

std::optional<unsigned> wholeNumber(std::string_view text, int base, std::size_t mostDigits)
{
    unsigned number = 0;
    if (text.empty() || text.size() > mostDigits)
        return std::nullopt;
    const char* const end = text.data() + text.size();
    const auto [at, error] = std::from_chars(text.data(), end, number, base);
    return error == std::errc{} && at == end ? std::optional(number) : std::nullopt;
}

/// Without leading zeros, which some take for octal numbers.
std::optional<std::array<std::uint8_t, 4>> parseFour(std::string_view text)
{
    std::array<std::uint8_t, 4> bytes{};
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        const auto dot = text.find('.');
        const std::string_view part = text.substr(0, dot);
        const auto number = wholeNumber(part, 10, 3);
        const bool isLast = i + 1 == bytes.size();
        if (!number || *number > 255 || (part.size() > 1 && part.front() == '0') ||
            (dot == std::string_view::npos) != isLast)
            return std::nullopt;
        bytes[i] = static_cast<std::uint8_t>(*number);
        text.remove_prefix(isLast ? text.size() : dot + 1);
    }
    return bytes;
}

/// The groups of one side of "::"; the last of them may be an IPv4 address, which are two.
std::optional<Groups> parseGroups(std::string_view text, bool mayEndInFour)
{
    Groups groups;
    if (text.empty())
        return groups;
    for (;;) {
        const auto colon = text.find(':');
        const std::string_view part = text.substr(0, colon);
        if (const auto group = wholeNumber(part, 16, 4)) {
            groups.push_back(static_cast<std::uint16_t>(*group));
        } else {
            const auto four = mayEndInFour && colon == std::string_view::npos ? parseFour(part) : std::nullopt;
            if (!four)
                return std::nullopt;
            groups.push_back(static_cast<std::uint16_t>((*four)[0] << 8U | (*four)[1]));
            groups.push_back(static_cast<std::uint16_t>((*four)[2] << 8U | (*four)[3]));
        }
        if (colon == std::string_view::npos)
            return groups;
        text.remove_prefix(colon + 1);
    }
}

std::optional<Groups> parseSix(std::string_view text)
{
    const auto gap = text.find("::");
    if (gap == std::string_view::npos) {
        auto groups = parseGroups(text, true);
        return groups && groups->size() == groupCount ? std::move(groups) : std::nullopt;
    }
    auto groups = parseGroups(text.substr(0, gap), false);
    const auto behind = parseGroups(text.substr(gap + 2), true);
    if (!groups || !behind || groups->size() + behind->size() >= groupCount)
        return std::nullopt;
    groups->resize(groupCount - behind->size());
    groups->insert(groups->end(), behind->begin(), behind->end());
    return groups;
}

std::string formatFour(const std::uint8_t* bytes)
{
    std::string text;
    for (std::size_t i = 0; i < 4; ++i)
        text += (i == 0 ? "" : ".") + std::to_string(bytes[i]);
    return text;
}

std::uint16_t groupAt(const IpAddress& address, std::size_t index)
{
    return static_cast<std::uint16_t>(address.bytes[2 * index] << 8U | address.bytes[2 * index + 1]);
}

/// The longest run of zeros, the first of them; of two groups at least.
std::pair<std::size_t, std::size_t> longestGap(const IpAddress& address)
{
    std::pair<std::size_t, std::size_t> best{groupCount, 1};
    for (std::size_t i = 0; i < groupCount; ++i) {
        std::size_t length = 0;
        while (i + length < groupCount && groupAt(address, i + length) == 0)
            ++length;
        if (length > best.second)
            best = {i, length};
    }
    return best;
}

std::string formatGroup(std::uint16_t group)
{
    std::array<char, 4> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), group, 16).ptr;
    return {digits.data(), end};
}

} // namespace

std::optional<IpAddress> parseIpAddress(std::string_view text)
{
    IpAddress address;
    if (const auto four = parseFour(text)) {
        std::copy(four->begin(), four->end(), address.bytes.begin());
        return address;
    }
    const auto groups = parseSix(text);
    if (!groups)
        return std::nullopt;
    constexpr std::array<std::uint16_t, 6> mapped{0, 0, 0, 0, 0, 0xffff};
    address.isV6 = !std::equal(mapped.begin(), mapped.end(), groups->begin());
    const std::size_t first = address.isV6 ? 0 : mapped.size();
    for (std::size_t i = first; i < groupCount; ++i) {
        address.bytes[2 * (i - first)] = static_cast<std::uint8_t>((*groups)[i] >> 8U);
        address.bytes[2 * (i - first) + 1] = static_cast<std::uint8_t>((*groups)[i] & 0xffU);
    }
    return address;
}

std::string formatIpAddress(const IpAddress& address)
{
    if (!address.isV6)
        return formatFour(address.bytes.data());
    const auto [gap, length] = longestGap(address);
    std::string text;
    for (std::size_t i = 0; i < groupCount; ++i) {
        if (i == gap) {
            text += "::";
            i += length - 1;
            continue;
        }
        text += (text.empty() || text.ends_with(':') ? "" : ":") + formatGroup(groupAt(address, i));
    }
    return text;
}

} // namespace spp::smtp
