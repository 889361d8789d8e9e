// SPDX-License-Identifier: MIT
#include "core/session/verbs/parameters.h"

#include "core/base/text.h"
#include "core/session/login_offer.h"
#include "core/smtp/address.h"

#include <algorithm>

namespace spp::session::verbs
{

namespace
{

constexpr auto unknownReply = "555 this parameter is not known here (#5.5.4)";

/// An address without brackets leaves no place for parameters: whatever stands behind it is one too many.
std::string_view parametersOf(std::string_view argument)
{
    if (argument.find('<') != std::string_view::npos)
        return smtp::addressParameters(argument);
    const auto colon = argument.find(':');
    const std::string_view address = colon == std::string_view::npos ? "" : text::trim(argument.substr(colon + 1));
    return text::trim(address.substr(std::min(address.find(' '), address.size())));
}

bool isNumber(std::string_view text)
{
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::optional<Refusal> refuseParameter(const Context& context, std::string_view word)
{
    const auto equals = word.find('=');
    const std::string_view name = word.substr(0, equals);
    const std::string_view value = equals == std::string_view::npos ? "" : word.substr(equals + 1);
    const auto is = [&](std::string_view other) { return text::equalsIgnoringCase(name, other); };
    if (is("SIZE") && !isNumber(value))
        return Refusal{"501 SIZE wants a number of octets (#5.5.4)"};
    if (is("BODY") && !text::equalsIgnoringCase(value, "7BIT") && !text::equalsIgnoringCase(value, "8BITMIME"))
        return Refusal{"555 BODY is 7BIT or 8BITMIME here (#5.5.4)"};
    if (is("SMTPUTF8") && equals != std::string_view::npos)
        return Refusal{"501 SMTPUTF8 takes no value (#5.5.4)"};
    if (is("AUTH") && loginOffer(context).exists)
        return value.empty() ? std::optional(Refusal{"501 AUTH wants a mailbox or <> (#5.5.4)"}) : std::nullopt;
    if (is("SIZE") || is("BODY") || is("SMTPUTF8"))
        return std::nullopt;
    return Refusal{unknownReply};
}

} // namespace

std::optional<Refusal> refuseMailParameters(const Context& context, std::string_view argument)
{
    if (!context.config.dialect->checksParameters)
        return std::nullopt;
    std::string_view rest = parametersOf(argument);
    if (!rest.empty() && argument.find('<') == std::string_view::npos)
        return Refusal{"555 parameters want the address in angle brackets (#5.5.4)"};
    while (!rest.empty()) {
        const std::string_view word = rest.substr(0, rest.find(' '));
        if (auto refusal = refuseParameter(context, word))
            return refusal;
        rest = text::trim(rest.substr(word.size()));
    }
    return std::nullopt;
}

std::optional<Refusal> refuseRcptParameters(const Context& context, std::string_view argument)
{
    if (!context.config.dialect->checksParameters || parametersOf(argument).empty())
        return std::nullopt;
    return Refusal{unknownReply};
}

} // namespace spp::session::verbs
