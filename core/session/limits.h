// SPDX-License-Identifier: MIT
/// How much a client may ask of one session, and what is told when it asks for more. Values.
#pragma once

#include <chrono>
#include <string>
#include <string_view>

namespace spp::session
{

/// 0: no limit. The numbers of a dialect stand in its row; an administrator's take their place.
struct SessionLimits
{
    unsigned commands = 0;      ///< since the session began, or since its last message was taken
    unsigned errors = 0;        ///< lines that are no commands
    unsigned recipients = 0;    ///< of one message
    unsigned loginFailures = 0; ///< refused logins; the last of them ends the session
    /// How long a client may be silent where control/timeoutsmtpd does not say; never 0.
    std::chrono::seconds silence{1200};
    std::chrono::seconds silenceInMessage{1200};
    unsigned dataRate = 0; ///< bytes a second that a client has to send of a message, once that time has passed

    bool operator==(const SessionLimits&) const = default;
};

/// Which limit it was.
enum class Limit {
    Commands,
    Errors,
    Recipients,
    BadRecipients,
    MessageSize,
    LoginFailures,
    Silence,
    DataRate,
    EarlyTalk,
    PluginOutput,
    PluginTime,
};

/// The option or the file that says so: "max-commands", "databytes" …
std::string_view formatLimit(Limit limit);

/// A limit has stopped or refused someone.
struct LimitReached
{
    Limit limit = Limit::Commands;
    std::string words; ///< for the administrator: what happened, and which option or file says so

    bool operator==(const LimitReached&) const = default;
};

} // namespace spp::session
