// SPDX-License-Identifier: MIT
/// Checks that only some dialects have, apart from the verbs that ask for them: by control files (control/extra_controls.h) and by
/// variables of the first environment. Each says nothing where the dialect or the home does not have it.
#pragma once

#include "core/plugin/call.h"
#include "core/session/verbs/verbs.h"

#include <optional>
#include <string>

namespace spp::session
{

/// HELO: badhelo's verdict, which is told at RCPT.
void lookUpHelo(Context& context, Verdict verdict);

/// MAIL before the plugins: a sender who is not the one that has logged in, then the empty sender.
std::optional<Refusal> refuseSender(const Context& context, const std::string& address);

/// badmailfrom, plain or as patterns.
bool isBadSender(const Context& context, const std::string& address);

/// RCPT before the plugins: rejectrelaytest, then badhelo.
std::optional<Refusal> refuseBeforePlugins(const Context& context, const std::string& address);

/// RCPT after [rcpt] did not say O: brtlimit, badrcptto, validrcptto.
std::optional<Refusal> refuseAfterPlugins(Context& context, const std::string& address);

/// RCPTCHECK, after rcpthosts: the program that is to be asked about this recipient, if one is.
/// @param ours rcpthosts names the domain
std::optional<plugin::Call> recipientCheck(const Context& context, const std::string& address, bool ours);
/// What its end means.
std::optional<Refusal> refuseByCheck(Context& context, const plugin::Exit& exit);

/// RBLSMTPD's text, after all other checks.
std::optional<Refusal> refuseByRbl(const Context& context);

/// maxrcpt, after [pass].
std::optional<Refusal> refuseByCount(const Context& context);

} // namespace spp::session
