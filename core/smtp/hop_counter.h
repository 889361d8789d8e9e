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
    void noteBeginning();
    std::size_t skipLine(std::string_view bytes);

    int m_hops = 0;
    std::string_view m_beginning; ///< what this line may begin with; empty: it does not matter
    std::size_t m_matched = 0;    ///< so much of it has come
    bool m_isLineStart = true;
    bool m_inHeader = true;
};

} // namespace spp::smtp
