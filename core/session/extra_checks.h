// SPDX-License-Identifier: MIT
/// Checks that only some dialects have, apart from the verbs that ask for them (control/extra_controls.h). Each says nothing where
/// the dialect or the home does not have it.
#pragma once

#include "core/session/verbs/verbs.h"

#include <optional>
#include <string>

namespace spp::session
{

/// HELO: badhelo's verdict, which is told at RCPT.
void lookUpHelo(Context& context, Verdict verdict);

/// RCPT before the plugins: rejectrelaytest, then badhelo.
std::optional<Refusal> refuseBeforePlugins(const Context& context, const std::string& address);

/// RCPT after [rcpt] did not say O: brtlimit, badrcptto, validrcptto.
std::optional<Refusal> refuseAfterPlugins(Context& context, const std::string& address);

/// RBLSMTPD's text, after all other checks.
std::optional<Refusal> refuseByRbl(const Context& context);

/// maxrcpt, after [pass].
std::optional<Refusal> refuseByCount(const Context& context);

/// badmailfrom, plain or as patterns.
bool isBadSender(const Context& context, const std::string& address);

} // namespace spp::session
