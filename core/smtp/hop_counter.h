// SPDX-License-Identifier: MIT
/// Counts the hops of a message while it passes: header lines that begin with "Received" or "Delivered" (RFC 5321 6.3; as in
/// qmail, the start of the line counts, so Received-SPF does too). Looks at the bytes as they came, before dots are taken off.
/// A value; not thread-safe.
#pragma once

#include <cstddef>
#include <string_view>

namespace spp::smtp
{

class HopCounter
{
public:
    void count(std::string_view bytes);
    int hops() const { return m_hops; }

private:
    void countByte(char c);

    int m_hops = 0;
    std::size_t m_column = 0;
    bool m_inHeader = true;
    bool m_maybeReceived = true;
    bool m_maybeDelivered = true;
    bool m_maybeEmpty = true;
};

} // namespace spp::smtp
