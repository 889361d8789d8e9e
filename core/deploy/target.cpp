// SPDX-License-Identifier: MIT
#include "core/deploy/target.h"

#include "core/base/text.h"

namespace spp::deploy
{

Result<Target> parseTarget(std::string_view text)
{
    text = text::trim(text);
    if (text.empty())
        return fail(Fault::Configuration, "name the home to deploy to: a folder, or user@host:/var/qmail");
    if (text::hasControlByte(text))
        return fail(Fault::Configuration, text::printable(text) + ": there are control characters in this name");
    const auto colon = text.find(':');
    if (colon == std::string_view::npos || text.find('/') < colon)
        return Target{{}, std::string(text)};
    Target target{std::string(text.substr(0, colon)), std::string(text.substr(colon + 1))};
    const bool isName = target.host.find(' ') == std::string::npos && target.host.find("@-") == std::string::npos;
    if (target.host.empty() || target.host.starts_with('-') || !isName)
        return fail(Fault::Configuration,
                    text::printable(text) + ": no host is named before the colon; write user@host:/var/qmail");
    if (target.folder.empty())
        return fail(Fault::Configuration, text::printable(text) + ": name the home behind the colon: " +
                                              text::printable(target.host) + ":/var/qmail");
    return target;
}

std::string formatTarget(const Target& target)
{
    return target.isRemote() ? target.host + ":" + target.folder : target.folder;
}

} // namespace spp::deploy
