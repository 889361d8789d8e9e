// SPDX-License-Identifier: MIT
/// Addresses of hosts in text: IPv4 with four decimal numbers, IPv6 as in RFC 4291 2.2. What is read strictly is written as RFC 5952 wants
/// it, so that two texts of one address are one text. A value; pure.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace spp::smtp
{

struct IpAddress
{
    bool isV6 = false;
    std::array<std::uint8_t, 16> bytes{}; ///< of IPv4 the first four

    bool operator==(const IpAddress&) const = default;
};

/// nullopt: it is none. An IPv4 address mapped into IPv6 (::ffff:192.0.2.1) is what it stands for.
std::optional<IpAddress> parseIpAddress(std::string_view text);

std::string formatIpAddress(const IpAddress& address);

} // namespace spp::smtp
