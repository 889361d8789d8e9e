// SPDX-License-Identifier: MIT
/// A range of addresses: 192.0.2.0/24, 2001:db8::/32, or one address. A value.
#pragma once

#include "core/base/error.h"

#include <asio/ip/address.hpp>

#include <string_view>

namespace spp::smtpd
{

/// An IPv4 client of an IPv6 socket as what it is.
asio::ip::address plainAddress(const asio::ip::address& address);

class Network
{
public:
    static Result<Network> parse(std::string_view text);

    bool contains(const asio::ip::address& address) const;

private:
    Network(asio::ip::address address, unsigned bits) : m_address(std::move(address)), m_bits(bits) {}

    asio::ip::address m_address;
    unsigned m_bits = 0;
};

} // namespace spp::smtpd
