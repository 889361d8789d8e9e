// SPDX-License-Identifier: MIT
#include "core/session/protocol.h"

namespace spp::session
{

namespace
{

void note(Context& context, std::string_view words)
{
    if (words.empty())
        return;
    std::string& protocol = context.state.protocol;
    protocol = words;
    if (const auto place = protocol.find("{}"); place != std::string::npos)
        protocol.replace(place, 2, context.state.cipher.value_or(""));
}

} // namespace

void noteHelo(Context& context, bool extended)
{
    if (!context.state.cipher && !context.state.login && !context.config.dialect->protocol.afterEhlo.empty())
        note(context, extended ? context.config.dialect->protocol.afterEhlo : "SMTP");
}

void noteTls(Context& context)
{
    note(context, context.config.dialect->protocol.afterTls);
}

void noteLogin(Context& context)
{
    const ProtocolTraits& traits = context.config.dialect->protocol;
    note(context, context.state.cipher ? traits.afterLoginInTls : traits.afterLogin);
}

} // namespace spp::session
