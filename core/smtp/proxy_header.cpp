// SPDX-License-Identifier: MIT
#include "core/smtp/proxy_header.h"

#include "core/base/text.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <vector>

namespace spp::smtp
{

namespace
{

constexpr std::string_view signature1 = "PROXY ";
constexpr std::string_view signature2("\r\n\r\n\0\r\nQUIT\n", 12);
constexpr std::size_t maxHeader1 = 107;
constexpr std::size_t head2 = 16; // signature, version and command, family, length

tl::unexpected<Error> wrong(const std::string& sentence)
{
    return fail(Fault::Client, "the PROXY header " + sentence);
}

bool begins(std::string_view bytes, std::string_view signature)
{
    return bytes.substr(0, signature.size()) == signature.substr(0, bytes.size());
}

std::optional<std::uint16_t> parsePort(std::string_view text)
{
    const auto number = text::leadingNumber(text);
    const bool isNumber = text.find_first_not_of("0123456789") == std::string_view::npos;
    return number && isNumber && *number <= 0xffff ? std::optional(static_cast<std::uint16_t>(*number)) : std::nullopt;
}

/// Four numbers, as inet_ntop writes them.
bool isAddress4(std::string_view text)
{
    int parts = 0;
    for (bool more = true; more; ++parts) {
        const auto dot = text.find('.');
        const std::string_view part = text.substr(0, dot);
        const bool isNumber =
            !part.empty() && part.size() <= 3 && part.find_first_not_of("0123456789") == std::string_view::npos;
        if (!isNumber || *text::leadingNumber(part) > 255)
            return false;
        more = dot != std::string_view::npos;
        text.remove_prefix(more ? dot + 1 : 0);
    }
    return parts == 4;
}

/// Of its characters; what it stands for is looked at by whoever uses it.
bool isAddress6(std::string_view text)
{
    return text.size() >= 2 && text.size() <= 45 && text.find(':') != std::string_view::npos &&
           text.find_first_not_of("0123456789abcdefABCDEF:.") == std::string_view::npos;
}

std::vector<std::string_view> splitAtBlanks(std::string_view text)
{
    std::vector<std::string_view> result;
    for (;;) {
        const auto blank = text.find(' ');
        result.push_back(text.substr(0, blank));
        if (blank == std::string_view::npos)
            return result;
        text.remove_prefix(blank + 1);
    }
}

Result<std::optional<ProxyHeader>> parse1(std::string_view bytes)
{
    const auto end = bytes.substr(0, maxHeader1).find("\r\n");
    if (end == std::string_view::npos) {
        if (bytes.size() >= maxHeader1)
            return wrong("is longer than 107 bytes");
        return std::optional<ProxyHeader>();
    }
    ProxyHeader header{end + 2, std::nullopt, std::nullopt};
    const auto parts = splitAtBlanks(bytes.substr(signature1.size(), end - signature1.size()));
    if (parts.front() == "UNKNOWN")
        return std::optional(header);
    const bool is4 = parts.front() == "TCP4";
    if ((!is4 && parts.front() != "TCP6") || parts.size() != 5)
        return wrong("is not “PROXY TCP4 or TCP6”, two addresses and two ports");
    const auto isAddress = is4 ? isAddress4 : isAddress6;
    const auto clientPort = parsePort(parts[3]);
    const auto serverPort = parsePort(parts[4]);
    if (!isAddress(parts[1]) || !isAddress(parts[2]) || !clientPort || !serverPort)
        return wrong("has an address or a port that is none: " + text::printable(bytes.substr(0, end)));
    header.client = ProxyPlace{std::string(parts[1]), *clientPort};
    header.server = ProxyPlace{std::string(parts[2]), *serverPort};
    return std::optional(header);
}

unsigned byteAt(std::string_view bytes, std::size_t place)
{
    return static_cast<unsigned char>(bytes[place]);
}

std::uint16_t numberAt(std::string_view bytes, std::size_t place)
{
    return static_cast<std::uint16_t>(byteAt(bytes, place) << 8 | byteAt(bytes, place + 1));
}

std::string formatAddress4(std::string_view bytes)
{
    std::string text;
    for (std::size_t i = 0; i < bytes.size(); ++i)
        text += (i == 0 ? "" : ".") + std::to_string(byteAt(bytes, i));
    return text;
}

/// All eight groups: whoever uses it may shorten it.
std::string formatAddress6(std::string_view bytes)
{
    std::string text;
    for (std::size_t i = 0; i < bytes.size(); i += 2) {
        std::array<char, 8> group{};
        std::snprintf(group.data(), group.size(), i == 0 ? "%x" : ":%x", static_cast<unsigned>(numberAt(bytes, i)));
        text += group.data();
    }
    return text;
}

Result<std::optional<ProxyHeader>> parse2(std::string_view bytes)
{
    if (bytes.size() < head2)
        return std::optional<ProxyHeader>();
    const unsigned version = byteAt(bytes, 12) >> 4;
    const unsigned command = byteAt(bytes, 12) & 15;
    const unsigned family = byteAt(bytes, 13);
    const std::size_t length = numberAt(bytes, 14);
    if (version != 2 || command > 1)
        return wrong("has a version or a command that is unknown");
    if (head2 + length > maxProxyHeader)
        return wrong("is longer than 4096 bytes");
    if (bytes.size() < head2 + length)
        return std::optional<ProxyHeader>();
    ProxyHeader header{head2 + length, std::nullopt, std::nullopt};
    constexpr unsigned tcp4 = 0x11;
    constexpr unsigned tcp6 = 0x21;
    if (command == 0 || (family != tcp4 && family != tcp6))
        return std::optional(header);
    const std::size_t address = family == tcp4 ? 4 : 16;
    if (length < 2 * address + 4)
        return wrong("is too short for its addresses");
    const std::string_view block = bytes.substr(head2, 2 * address + 4);
    const auto format = family == tcp4 ? formatAddress4 : formatAddress6;
    header.client = ProxyPlace{format(block.substr(0, address)), numberAt(block, 2 * address)};
    header.server = ProxyPlace{format(block.substr(address, address)), numberAt(block, 2 * address + 2)};
    return std::optional(header);
}

} // namespace

Result<std::optional<ProxyHeader>> parseProxyHeader(std::string_view bytes)
{
    if (bytes.size() >= signature1.size() && bytes.starts_with(signature1))
        return parse1(bytes);
    if (bytes.size() >= signature2.size() && bytes.starts_with(signature2))
        return parse2(bytes);
    if (begins(bytes, signature1) || begins(bytes, signature2))
        return std::optional<ProxyHeader>();
    return wrong("is missing: the connection begins with " + text::printable(bytes.substr(0, 16)));
}

} // namespace spp::smtp
