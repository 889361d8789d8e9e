// SPDX-License-Identifier: MIT
/// What a handshake has come to.
#pragma once

#include "core/session/event.h"

#include <openssl/types.h>

namespace spp::runtime
{

/// @param connection whose handshake has succeeded
session::TlsStarted describeTls(const SSL* connection);

} // namespace spp::runtime
