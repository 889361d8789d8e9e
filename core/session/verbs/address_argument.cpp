// SPDX-License-Identifier: MIT
#include "core/session/verbs/address_argument.h"

#include "core/base/text.h"

#include <algorithm>

namespace spp::session::verbs
{

std::optional<std::string> parseAddressOf(const Context& context, std::string_view argument)
{
    // Without a bracket, something must stand behind the colon, be it a blank.
    const auto colon = argument.find(':');
    const bool isEmpty = argument.find('<') == std::string_view::npos &&
                         (colon == std::string_view::npos || colon + 1 == argument.size());
    if (isEmpty && context.config.dialect->wantsAddress)
        return std::nullopt;
    return smtp::parseAddress(argument, {context.home().localIpHost, context.config.localAddresses});
}

std::optional<Refusal> refuseUtf8(std::string_view address, bool announced)
{
    const bool ascii =
        std::all_of(address.begin(), address.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
    if (ascii)
        return std::nullopt;
    if (!announced)
        return Refusal{"553 this address wants SMTPUTF8 (#5.6.7)"};
    if (!text::isUtf8(address))
        return Refusal{"553 this address is not UTF-8 (#5.6.7)"};
    return std::nullopt;
}

} // namespace spp::session::verbs
