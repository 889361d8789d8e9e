// SPDX-License-Identifier: MIT
#include "core/smtp/hop_counter.h"

#include "core/base/text.h"

namespace spp::smtp
{

namespace
{

constexpr std::string_view emptyLine = "\r\n";

/// The beginning of a line that matters, if one begins with this byte: of a hop, or of the body.
std::string_view beginningWith(char c)
{
    switch (text::lowerChar(c)) {
    case 'r': return "received";
    case 'd': return "delivered";
    case '\r': return emptyLine;
    default: return {};
    }
}

} // namespace

void HopCounter::count(std::string_view bytes)
{
    while (m_inHeader && !bytes.empty()) {
        if (m_isLineStart) {
            m_beginning = beginningWith(bytes.front());
            m_matched = 0;
            m_isLineStart = false;
        }
        if (m_matched < m_beginning.size() && text::lowerChar(bytes.front()) == m_beginning[m_matched]) {
            bytes.remove_prefix(1);
            if (++m_matched == m_beginning.size())
                noteBeginning();
        } else
            bytes.remove_prefix(skipLine(bytes));
    }
}

void HopCounter::noteBeginning()
{
    if (m_beginning == emptyLine)
        m_inHeader = false;
    else
        ++m_hops;
}

/// Nothing more is to be learned from this line.
std::size_t HopCounter::skipLine(std::string_view bytes)
{
    m_beginning = {};
    const auto lf = bytes.find('\n');
    m_isLineStart = lf != std::string_view::npos;
    return m_isLineStart ? lf + 1 : bytes.size();
}

} // namespace spp::smtp
