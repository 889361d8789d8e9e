// SPDX-License-Identifier: MIT
#include "core/session/limits.h"

namespace spp::session
{

std::string_view formatLimit(Limit limit)
{
    switch (limit) {
    case Limit::Commands: return "commands";
    case Limit::Errors: return "errors";
    case Limit::Recipients: return "recipients";
    case Limit::BadRecipients: return "bad-recipients";
    case Limit::MessageSize: return "message-size";
    case Limit::LoginFailures: return "login-failures";
    case Limit::Silence: return "silence";
    case Limit::PluginOutput: return "plugin-output";
    case Limit::PluginTime: return "plugin-time";
    }
    return {};
}

} // namespace spp::session
