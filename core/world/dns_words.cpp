// SPDX-License-Identifier: MIT
#include "core/world/dns_words.h"

#include "core/base/text.h"

#include <arpa/inet.h>

#include <algorithm>
#include <array>
#include <cstdint>

namespace spp::world
{

namespace
{

// RFC 1035 2.3.4
constexpr std::size_t maxLabel = 63;
constexpr std::size_t maxName = 253;
constexpr std::size_t maxText = 255;

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

bool isLetter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool isBlank(char c)
{
    return c == ' ' || c == '\t';
}

/// What names are made of in use; "/" for parts of networks (RFC 2317).
bool isNameCharacter(char c)
{
    return isLetter(c) || isDigit(c) || c == '-' || c == '_' || c == '/';
}

bool isLabel(std::string_view label)
{
    return !label.empty() && label.size() <= maxLabel && std::all_of(label.begin(), label.end(), isNameCharacter);
}

template <std::size_t size>
std::optional<std::array<unsigned char, size>> parseAddress(int family, std::string_view text)
{
    std::array<unsigned char, size> bytes{};
    if (text.find('\0') != std::string_view::npos)
        return std::nullopt;
    return ::inet_pton(family, std::string(text).c_str(), bytes.data()) == 1 ? std::optional(bytes) : std::nullopt;
}

std::string reverseName(const std::array<unsigned char, 4>& address)
{
    std::string name;
    for (auto byte = address.rbegin(); byte != address.rend(); ++byte)
        name += std::to_string(*byte) + ".";
    return name + "in-addr.arpa";
}

/// RFC 3596 2.5
std::string reverseName(const std::array<unsigned char, 16>& address)
{
    static constexpr std::string_view digits = "0123456789abcdef";
    std::string name;
    for (auto byte = address.rbegin(); byte != address.rend(); ++byte)
        name += {digits[*byte & 15U], '.', digits[*byte >> 4U], '.'};
    return name + "ip6.arpa";
}

/// Takes the bytes of a line one after another.
class LineSplitter
{
public:
    explicit LineSplitter(std::string_view line) : m_rest(line) {}

    Result<std::vector<DnsWord>> split()
    {
        std::vector<DnsWord> words;
        while (skipBlanks()) {
            auto word = m_rest.front() == '"' ? quoted() : bare();
            if (!word)
                return tl::unexpected<Error>(word.error());
            words.push_back(std::move(*word));
        }
        return words;
    }

private:
    /// @return there is a word
    bool skipBlanks()
    {
        while (!m_rest.empty() && isBlank(m_rest.front()))
            m_rest.remove_prefix(1);
        return !m_rest.empty() && m_rest.front() != ';';
    }

    char take()
    {
        const char c = m_rest.front();
        m_rest.remove_prefix(1);
        return c;
    }

    Result<DnsWord> quoted()
    {
        take();
        DnsWord word{{}, true};
        while (!m_rest.empty()) {
            const char c = take();
            if (c == '"')
                return word;
            if (c != '\\')
                word.text += c;
            else if (!takeEscaped(word.text))
                return fail(Fault::Configuration, "behind a backslash stands a character, or three digits up to 255");
        }
        return fail(Fault::Configuration, "the text has no quote at its end");
    }

    Result<DnsWord> bare()
    {
        DnsWord word;
        while (!m_rest.empty() && !isBlank(m_rest.front()) && m_rest.front() != ';') {
            if (m_rest.front() == '"' || m_rest.front() == '\\')
                return fail(Fault::Configuration, "a quote or a backslash stands in a text in quotes alone: \"…\"");
            word.text += take();
        }
        return word;
    }

    bool takeEscaped(std::string& into)
    {
        if (m_rest.empty())
            return false;
        if (!isDigit(m_rest.front())) {
            into += take();
            return true;
        }
        const std::string_view digits = m_rest.substr(0, 3);
        const auto number = text::leadingNumber(digits);
        if (digits.size() < 3 || !std::all_of(digits.begin(), digits.end(), isDigit) || *number > 255)
            return false;
        into += static_cast<char>(*number);
        m_rest.remove_prefix(3);
        return true;
    }

    std::string_view m_rest;
};

} // namespace

Result<std::vector<DnsWord>> splitDnsLine(std::string_view line)
{
    return LineSplitter(line).split();
}

std::optional<std::string> parseTargetName(std::string_view text)
{
    if (text == ".")
        return "";
    if (text.ends_with('.'))
        text.remove_suffix(1);
    if (text.empty() || text.size() > maxName)
        return std::nullopt;
    for (std::string_view rest = text;;) {
        const auto dot = rest.find('.');
        if (!isLabel(rest.substr(0, dot)))
            return std::nullopt;
        if (dot == std::string_view::npos)
            return text::lower(text);
        rest.remove_prefix(dot + 1);
    }
}

std::optional<std::string> parseDnsName(std::string_view text)
{
    if (const auto address = parseAddress<4>(AF_INET, text))
        return reverseName(*address);
    if (const auto address = parseAddress<16>(AF_INET6, text))
        return reverseName(*address);
    if (!text.starts_with("*."))
        return parseTargetName(text);
    const auto below = parseTargetName(text.substr(2));
    return below && !below->empty() && below->size() + 2 <= maxName ? std::optional("*." + *below) : std::nullopt;
}

std::optional<std::string> formatAddress4(std::string_view text)
{
    return parseAddress<4>(AF_INET, text) ? std::optional(std::string(text)) : std::nullopt;
}

std::optional<std::string> formatAddress6(std::string_view text)
{
    const auto address = parseAddress<16>(AF_INET6, text);
    std::array<char, INET6_ADDRSTRLEN> buffer{};
    if (!address || ::inet_ntop(AF_INET6, address->data(), buffer.data(), buffer.size()) == nullptr)
        return std::nullopt;
    return std::string(buffer.data());
}

std::optional<std::string> formatNumber(std::string_view text, unsigned long largest)
{
    const auto number = text::leadingNumber(text);
    if (!number || *number > largest || !std::all_of(text.begin(), text.end(), isDigit))
        return std::nullopt;
    return std::to_string(*number);
}

std::optional<std::string> formatHex(std::string_view text)
{
    const auto isHex = [](char c) { return isDigit(c) || (isLetter(c) && text::lowerChar(c) <= 'f'); };
    if (text.empty() || text.size() % 2 != 0 || !std::all_of(text.begin(), text.end(), isHex))
        return std::nullopt;
    return text::lower(text);
}

std::optional<std::string> formatTag(std::string_view text)
{
    const auto isInTag = [](char c) { return isLetter(c) || isDigit(c); };
    if (text.empty() || text.size() > maxLabel || !std::all_of(text.begin(), text.end(), isInTag))
        return std::nullopt;
    return text::lower(text);
}

std::optional<std::string> formatText(std::string_view text)
{
    if (text.size() > maxText)
        return std::nullopt;
    std::string result = "\"";
    for (const char c : text) {
        if (c >= ' ' && c <= '~' && c != '"' && c != '\\') {
            result += c;
            continue;
        }
        const unsigned value = static_cast<std::uint8_t>(c);
        result += {'\\', static_cast<char>('0' + value / 100), static_cast<char>('0' + value / 10 % 10),
                   static_cast<char>('0' + value % 10)};
    }
    return result + "\"";
}

} // namespace spp::world
