// SPDX-License-Identifier: MIT
/// Control files of checks that plain qmail-smtpd does not have: badhelo, badrcptto, badmailfrom as patterns, each with a …norelay
/// beside it that is not for relay clients, validrcptto, brtlimit, maxrcpt, rejectrelaytest, rejectnullsenders (qmail of sagredo.eu,
/// which collects the patches they come from).
/// A value; safe to read from several threads.
#pragma once

#include "core/control/cdb.h"
#include "core/control/patterns.h"

#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>

namespace spp::control
{

/// Addresses that exist here; without a file every address does.
struct ValidRcptTo
{
    std::unordered_set<std::string> addresses; ///< in small letters; "@domain" stands for all of a domain
    std::optional<Cdb> database;               ///< validrcptto.cdb
    bool exists = false;

    bool allows(std::string_view address) const;
};

struct ExtraControls
{
    Patterns badHelo;
    Patterns badHeloNoRelay;
    Patterns badMailFrom; ///< where badmailfrom holds patterns
    Patterns badMailFromNoRelay;
    Patterns badRcptTo;
    Patterns badRcptToNoRelay;
    ValidRcptTo validRcptTo;
    unsigned long badRcptLimit =
        0;                     ///< brtlimit: so many refused recipients, and the next ends the session; 0: no limit
    unsigned long maxRcpt = 0; ///< recipients of a message; 0: no limit
    bool rejectsRelayTest = false;
    bool rejectsNullSenders = false;
};

} // namespace spp::control
