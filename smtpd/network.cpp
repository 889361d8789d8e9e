// SPDX-License-Identifier: MIT
#include "smtpd/network.h"

#include "core/base/text.h"

#include <charconv>
#include <string>

namespace spp::smtpd
{

namespace
{

template <typename Bytes>
bool haveSamePrefix(const Bytes& a, const Bytes& b, unsigned bits)
{
    for (std::size_t i = 0; i < a.size() && bits > 0; ++i) {
        const unsigned here = bits < 8 ? bits : 8;
        const unsigned mask = 0xffU << (8 - here) & 0xffU;
        if ((a[i] & mask) != (b[i] & mask))
            return false;
        bits -= here;
    }
    return true;
}

} // namespace

asio::ip::address plainAddress(const asio::ip::address& address)
{
    if (address.is_v6() && address.to_v6().is_v4_mapped())
        return asio::ip::make_address_v4(asio::ip::v4_mapped, address.to_v6());
    return address;
}

Result<Network> Network::parse(std::string_view text)
{
    const auto slash = text.find('/');
    std::error_code error;
    const auto address = asio::ip::make_address(std::string(text.substr(0, slash)), error);
    unsigned bits = address.is_v4() ? 32 : 128;
    const unsigned most = bits;
    bool isNumber = true;
    if (slash != std::string_view::npos) {
        const std::string_view digits = text.substr(slash + 1);
        const auto [end, wrong] = std::from_chars(digits.data(), digits.data() + digits.size(), bits);
        isNumber = wrong == std::errc() && end == digits.data() + digits.size() && bits <= most;
    }
    if (error || !isNumber)
        return fail(Fault::Configuration,
                    "“" + text::printable(text) + "” is no network, such as 192.0.2.0/24 or 2001:db8::/32");
    return Network(address, bits);
}

bool Network::contains(const asio::ip::address& address) const
{
    const asio::ip::address other = plainAddress(address);
    if (other.is_v4() != m_address.is_v4())
        return false;
    return other.is_v4() ? haveSamePrefix(other.to_v4().to_bytes(), m_address.to_v4().to_bytes(), m_bits)
                         : haveSamePrefix(other.to_v6().to_bytes(), m_address.to_v6().to_bytes(), m_bits);
}

} // namespace spp::smtpd
