// SPDX-License-Identifier: MIT
#include "core/session/limits.h"

namespace spp::session
{

std::string_view formatLimit(Limit limit)
{
    switch (limit) {
    case Limit::Commands: return "max-commands";
    case Limit::Errors: return "max-errors";
    case Limit::Recipients: return "max-recipients";
    case Limit::BadRecipients: return "brtlimit";
    case Limit::MessageSize: return "databytes";
    case Limit::LoginFailures: return "max-login-failures";
    case Limit::Silence: return "timeoutsmtpd";
    case Limit::DataRate: return "min-data-rate";
    case Limit::EarlyTalk: return "greet-delay";
    case Limit::PluginOutput: return "max-plugin-output";
    case Limit::PluginTime: return "max-plugin-time";
    }
    return {};
}

} // namespace spp::session
