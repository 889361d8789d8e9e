// SPDX-License-Identifier: MIT
#include "core/session/verbs/address_argument.h"

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

} // namespace spp::session::verbs
