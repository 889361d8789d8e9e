// SPDX-License-Identifier: MIT
#include "core/session/message_limit.h"

#include "core/base/text.h"

#include <algorithm>
#include <cstdint>
#include <limits>

namespace spp::session
{

std::size_t messageLimit(const Context& context)
{
    const plugin::Environment& environment =
        context.config.dialect->obeysPluginVariables ? context.state.environment : context.config.environment;
    const bool narrow = context.config.dialect->hasNarrowNumbers;
    std::size_t limit = context.home().databytes;
    if (const auto text = environment.value("DATABYTES"))
        limit = (narrow ? text::leadingNarrowNumber(*text) : text::leadingNumber(*text)).value_or(0);
    // One more than the limit is a number too.
    if (narrow)
        return std::min<std::size_t>(limit, std::numeric_limits<std::uint32_t>::max() - 1);
    // The largest number means no limit, as zero does.
    return limit == std::numeric_limits<std::size_t>::max() ? 0 : limit;
}

LimitReached messageLimitReached(std::size_t limit)
{
    return {Limit::MessageSize, "a message is refused: it is larger than " + std::to_string(limit) +
                                    " bytes (control/databytes, DATABYTES)"};
}

} // namespace spp::session
