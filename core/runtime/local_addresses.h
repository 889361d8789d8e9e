// SPDX-License-Identifier: MIT
/// The addresses of this host, which a client may write as user@[192.0.2.1]. Source: getifaddrs(3). Thread-safe.
#pragma once

#include "core/smtp/address.h"

#include <vector>

namespace spp::runtime
{

/// Each once, of the interfaces that are up, 0.0.0.0 among them; that one alone if the system does not tell. At most a second old.
std::vector<smtp::Ipv4> localAddresses();

} // namespace spp::runtime
