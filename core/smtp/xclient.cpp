// SPDX-License-Identifier: MIT
#include "core/smtp/xclient.h"

#include "core/base/text.h"
#include "core/smtp/ip_address.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace spp::smtp
{

namespace
{

/// As long as a name in DNS may be; logins and HELO names are no longer either.
constexpr std::size_t longestValue = 255;

using Value = std::optional<std::string>;

/// "+40" is "@". nullopt: it is no xtext, or holds what no variable, header or log should.
Value decodeXtext(std::string_view text)
{
    std::string decoded;
    while (!text.empty()) {
        std::size_t used = 1;
        char byte = text.front();
        if (byte == '+') {
            unsigned char code = 0;
            const std::string_view digits = text.substr(1, 2);
            const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), code, 16);
            if (digits.size() != 2 || error != std::errc{} || end != digits.data() + digits.size())
                return std::nullopt;
            byte = static_cast<char>(code);
            used = 3;
        }
        decoded += byte;
        text.remove_prefix(used);
    }
    const bool isFit = !decoded.empty() && decoded.size() <= longestValue && !text::hasControlByte(decoded);
    return isFit ? Value(std::move(decoded)) : std::nullopt;
}

Value hostName(const std::string& text)
{
    const bool isName = text.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._") ==
                        std::string::npos;
    return isName ? Value(text::lower(text)) : std::nullopt;
}

Value hostAddress(const std::string& text)
{
    constexpr std::string_view prefix = "IPV6:";
    const bool isV6 = text::equalsIgnoringCase(std::string_view(text).substr(0, prefix.size()), prefix);
    const std::string_view plain = std::string_view(text).substr(isV6 ? prefix.size() : 0);
    const auto address = parseIpAddress(plain);
    const bool hasColon = plain.find(':') != std::string_view::npos;
    return address && hasColon == isV6 ? Value(formatIpAddress(*address)) : std::nullopt;
}

Value portNumber(const std::string& text)
{
    unsigned short number = 0;
    const char* const end = text.data() + text.size();
    const auto [at, error] = std::from_chars(text.data(), end, number);
    return error == std::errc{} && at == end ? Value(std::to_string(number)) : std::nullopt;
}

Value protocolName(const std::string& text)
{
    for (const char* name : {"SMTP", "ESMTP"})
        if (text::equalsIgnoringCase(text, name))
            return name;
    return std::nullopt;
}

Value anyText(const std::string& text)
{
    return text;
}

struct Attribute
{
    std::string_view name;
    Value ClientClaim::*member;
    Value (*read)(const std::string&);
};

constexpr std::array attributes{
    Attribute{"NAME", &ClientClaim::name, hostName},
    Attribute{"ADDR", &ClientClaim::address, hostAddress},
    Attribute{"PORT", &ClientClaim::port, portNumber},
    Attribute{"PROTO", &ClientClaim::protocol, protocolName},
    Attribute{"HELO", &ClientClaim::helo, anyText},
    Attribute{"LOGIN", &ClientClaim::login, anyText},
    Attribute{"DESTADDR", &ClientClaim::destAddress, hostAddress},
    Attribute{"DESTPORT", &ClientClaim::destPort, portNumber},
};

bool saysThereIsNone(std::string_view value)
{
    return text::equalsIgnoringCase(value, "[UNAVAILABLE]") || text::equalsIgnoringCase(value, "[TEMPUNAVAIL]");
}

/// One word of the command. @return what is wrong with it; empty: nothing is
std::string take(ClientClaim& claim, std::string_view word)
{
    const auto equals = word.find('=');
    const auto found = std::find_if(attributes.begin(), attributes.end(), [&](const Attribute& each) {
        return equals != std::string_view::npos && text::equalsIgnoringCase(word.substr(0, equals), each.name);
    });
    if (found == attributes.end())
        return "XCLIENT has the attributes " + std::string(xclientAttributes) + ", each with = and a value";
    Value& member = claim.*found->member;
    if (member)
        return "XCLIENT: " + std::string(found->name) + " is there twice";
    const std::string_view value = word.substr(equals + 1);
    if (saysThereIsNone(value)) {
        member = "";
        return {};
    }
    const auto decoded = decodeXtext(value);
    member = decoded ? found->read(*decoded) : std::nullopt;
    return member ? "" : "XCLIENT: the value of " + std::string(found->name) + " is no good";
}

} // namespace

void ClientClaim::add(const ClientClaim& later)
{
    for (const Attribute& each : attributes)
        if (later.*each.member)
            this->*each.member = later.*each.member;
}

Result<ClientClaim> parseXclient(std::string_view argument)
{
    ClientClaim claim;
    std::string_view rest = text::trim(argument);
    if (rest.empty())
        return fail(Fault::Client, "XCLIENT wants attributes: " + std::string(xclientAttributes));
    while (!rest.empty()) {
        const std::string_view word = rest.substr(0, rest.find(' '));
        if (const std::string trouble = take(claim, word); !trouble.empty())
            return fail(Fault::Client, trouble);
        rest.remove_prefix(word.size());
        rest.remove_prefix(std::min(rest.find_first_not_of(' '), rest.size()));
    }
    return claim;
}

} // namespace spp::smtp
