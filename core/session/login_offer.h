// SPDX-License-Identifier: MIT
/// Whether and how a session offers AUTH at a moment: by the dialect, by SMTPAUTH in its first environment, by TLS. Pure.
#pragma once

#include "core/session/context.h"

#include <string>
#include <vector>

namespace spp::session
{

struct LoginOffer
{
    bool exists = false;     ///< AUTH is open here
    bool announced = false;  ///< EHLO tells of it
    bool required = false;   ///< MAIL wants a login first
    bool challenges = false; ///< the password program is given what CRAM-MD5 asked
    bool needsTls = false;   ///< it would be open inside TLS
    std::string methods;     ///< "LOGIN PLAIN"
};

LoginOffer loginOffer(const Context& context);

/// The password program and its arguments; empty if there is none.
std::vector<std::string> passwordCommand(const SessionConfig& config);

} // namespace spp::session
