// SPDX-License-Identifier: MIT
/// What a session starts with. A value; the home is shared and immutable.
#pragma once

#include "core/control/home.h"
#include "core/plugin/environment.h"
#include "core/session/dialect.h"
#include "core/session/limits.h"
#include "core/session/xclient.h"
#include "core/smtp/address.h"

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace spp::session
{

struct SessionConfig
{
    /// nullptr: the control files could not be read; the session answers 421 and ends.
    std::shared_ptr<const control::Home> home;
    std::string homeError; ///< why there is no home, for the report
    const Dialect* dialect = &modernDialect();
    plugin::Environment environment;        ///< TCPREMOTEIP and the like, RELAYCLIENT, DATABYTES …
    std::vector<smtp::Ipv4> localAddresses; ///< this host's own, for user@[192.0.2.1]
    std::vector<std::string>
        passwordCommand;            ///< what stood behind the options: a checkpassword program and its arguments
    bool hasCertificate = false;    ///< STARTTLS can be offered
    bool wantsTls = false;          ///< before MAIL (RFC 3207 4)
    bool wantsLogin = false;        ///< before MAIL (RFC 6409 4.3)
    std::string id;                 ///< for logs, traces and SPP_SESSION_ID
    bool reports = false;           ///< tell what happens; costs a copy of the state for each report
    std::optional<Xclient> xclient; ///< nullopt: its peer may not say XCLIENT
    /// After [connection] a client has to be silent for so long before it is greeted; 0: that is not looked at.
    std::chrono::seconds greetDelay{0};
    std::optional<SessionLimits> ownLimits;     ///< the administrator's, in place of the dialect's
    std::optional<std::size_t> ownPluginOutput; ///< the same of Dialect::maxPluginOutput

    /// As many bytes may a plugin print in one run; 0: any number.
    std::size_t maxPluginOutput() const { return ownPluginOutput.value_or(dialect->maxPluginOutput); }
    const SessionLimits& limits() const { return ownLimits ? *ownLimits : dialect->limits; }
    /// How long the client may be silent, or take to receive what is sent to it.
    std::chrono::seconds patience(bool inMessage) const
    {
        if (home && home->timeout)
            return *home->timeout;
        return inMessage ? limits().silenceInMessage : limits().silence;
    }
};

} // namespace spp::session
