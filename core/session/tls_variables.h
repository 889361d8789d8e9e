// SPDX-License-Identifier: MIT
/// What plugins are told of TLS, under the names that mod_ssl and sslserver (ucspi-ssl) have made usual. Pure.
///
///     SSL_PROTOCOL, SSL_CIPHER, SSL_CIPHER_USEKEYSIZE
///     SSL_TLS_SNI               if the client has asked for a host's name
///     SSL_CLIENT_VERIFY         NONE, SUCCESS or FAILED:reason
///     SSL_CLIENT_S_DN, SSL_CLIENT_S_DN_CN, SSL_CLIENT_I_DN, SSL_CLIENT_M_SERIAL
///                               with SUCCESS alone: others set them in any case, and who forgets to look at SSL_CLIENT_VERIFY
///                               believes anybody
///
/// Whatever had these names before is gone. What comes from the network has no control characters, and an end.
#pragma once

#include "core/plugin/environment.h"
#include "core/session/event.h"

#include <cstddef>

namespace spp::session
{

/// Of one value; what is longer is cut.
inline constexpr std::size_t longestTlsVariable = 512;

void setTlsVariables(plugin::Environment& environment, const TlsStarted& tls);
/// As another environment has them.
void copyTlsVariables(const plugin::Environment& from, plugin::Environment& to);

} // namespace spp::session
