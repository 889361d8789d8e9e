// SPDX-License-Identifier: MIT
#include "core/smtp/address.h"

#include "core/base/text.h"

#include <algorithm>

namespace spp::smtp
{

namespace
{

struct Span
{
    std::string_view bytes; ///< from the first byte of the address on
    char terminator;        ///< unquoted, it ends the address
};

Span addressSpan(std::string_view argument)
{
    if (const auto bracket = argument.find('<'); bracket != std::string_view::npos)
        return {argument.substr(bracket + 1), '>'};
    const auto colon = argument.find(':');
    std::string_view rest = colon == std::string_view::npos ? std::string_view{} : argument.substr(colon + 1);
    rest.remove_prefix(std::min(rest.find_first_not_of(' '), rest.size()));
    return {rest, ' '};
}

std::string_view withoutSourceRoute(std::string_view bytes)
{
    if (!bytes.starts_with('@'))
        return bytes;
    const auto colon = bytes.find(':');
    return colon == std::string_view::npos ? std::string_view{} : bytes.substr(colon + 1);
}

struct Unquoted
{
    std::string address;
    std::size_t length; ///< bytes of the input up to the terminator
};

Unquoted unquote(std::string_view bytes, char terminator)
{
    Unquoted result{{}, bytes.size()};
    bool escaped = false;
    bool quoted = false;
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        const char c = bytes[i];
        if (escaped) {
            result.address += c;
            escaped = false;
        } else if (!quoted && c == terminator) {
            result.length = i;
            break;
        } else if (c == '\\') {
            escaped = true;
        } else if (c == '"') {
            quoted = !quoted;
        } else {
            result.address += c;
        }
    }
    return result;
}

void nameLocalHost(std::string& address, const LocalIpHost& local)
{
    const auto at = address.rfind('@');
    if (!local.name || at == std::string::npos)
        return;
    const std::string_view host = std::string_view(address).substr(at + 1);
    if (host.size() < 2 || host.front() != '[' || host.back() != ']')
        return;
    const auto ip = parseIpv4(host.substr(1, host.size() - 2));
    if (ip && std::find(local.addresses.begin(), local.addresses.end(), *ip) != local.addresses.end())
        address.replace(at + 1, std::string::npos, *local.name);
}

/// Of a dot-string (RFC 5321 4.1.2); bytes outside ASCII as RFC 6531 has them.
bool isAtomByte(char c)
{
    const bool isLetterOrDigit = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    return isLetterOrDigit || static_cast<unsigned char>(c) >= 0x80 ||
           std::string_view("!#$%&'*+-/=?^_`{|}~").find(c) != std::string_view::npos;
}

bool isDotString(std::string_view local)
{
    const bool fits = std::all_of(local.begin(), local.end(), [](char c) { return c == '.' || isAtomByte(c); });
    return fits && !local.empty() && local.front() != '.' && local.back() != '.' &&
           local.find("..") == std::string_view::npos;
}

} // namespace

std::optional<std::string> quoteAddress(std::string_view address)
{
    const auto at = std::min(address.rfind('@'), address.size());
    const std::string_view local = address.substr(0, at);
    const std::string_view domain = address.substr(at);
    if (text::hasControlByte(address) || domain.find_first_of(" <>\"\\") != std::string_view::npos)
        return std::nullopt;
    if (address.empty() || isDotString(local))
        return std::string(address);
    std::string quoted = "\"";
    for (const char c : local) {
        if (c == '"' || c == '\\')
            quoted += '\\';
        quoted += c;
    }
    quoted += '"';
    return quoted += domain;
}

std::optional<std::string> parseAddress(std::string_view argument, const LocalIpHost& local)
{
    const auto [bytes, terminator] = addressSpan(argument);
    std::string address = unquote(withoutSourceRoute(bytes), terminator).address;
    nameLocalHost(address, local);
    if (address.size() > maxAddress)
        return std::nullopt;
    return address;
}

std::string_view addressParameters(std::string_view argument)
{
    const auto [bytes, terminator] = addressSpan(argument);
    if (terminator != '>')
        return {};
    const std::size_t end = unquote(bytes, terminator).length;
    return end == bytes.size() ? std::string_view{} : text::trim(bytes.substr(end + 1));
}

std::optional<Ipv4> parseIpv4(std::string_view bytes)
{
    Ipv4 ip{};
    for (std::size_t part = 0; part < ip.size(); ++part) {
        const auto digits = std::min(bytes.find_first_not_of("0123456789"), bytes.size());
        if (digits == 0)
            return std::nullopt;
        for (const char digit : bytes.substr(0, digits))
            ip[part] = static_cast<std::uint8_t>(ip[part] * 10 + (digit - '0'));
        bytes.remove_prefix(digits);
        if (part + 1 < ip.size()) {
            if (!bytes.starts_with('.'))
                return std::nullopt;
            bytes.remove_prefix(1);
        }
    }
    if (!bytes.empty())
        return std::nullopt;
    return ip;
}

} // namespace spp::smtp
