// SPDX-License-Identifier: MIT
/// What becomes of a session whose peer may say XCLIENT, and does: it begins anew as though the client that was named had come itself.
/// Made anew by the claim: the variables of the connection, those that rules set for that client, whether the rules let it in,
/// RELAYCLIENT with them, and all that follows from variables. As it was for the peer: which control files were read (NOSPP,
/// SPPCONFFILE), limits of sessions, TLS. A name that is claimed is not looked up. Values; pure.
#pragma once

#include "core/control/tcp_rules.h"
#include "core/plugin/environment.h"
#include "core/smtp/xclient.h"

#include <optional>

namespace spp::session
{

struct Xclient
{
    plugin::Environment environment; ///< of the peer's connection, without what rules have set for it
    std::optional<control::TcpRules> rules;
    smtp::ClientClaim claim = {}; ///< all that was claimed so far
};

struct ClaimedClient
{
    plugin::Environment environment;
    bool isDenied = false; ///< by the rules
};

/// By all that was claimed.
ClaimedClient claimedClient(const Xclient& xclient);

} // namespace spp::session
