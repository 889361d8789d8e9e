// SPDX-License-Identifier: MIT
#include "core/smtp/hop_counter.h"

#include "core/base/text.h"

#include <algorithm>

namespace spp::smtp
{

namespace
{

constexpr std::string_view received = "received";
constexpr std::string_view delivered = "delivered";

} // namespace

void HopCounter::count(std::string_view bytes)
{
    while (m_inHeader && !bytes.empty()) {
        if (m_column >= delivered.size()) {
            // Nothing more to learn from this line.
            bytes.remove_prefix(std::min(bytes.find('\n'), bytes.size()));
            if (bytes.empty())
                return;
        }
        countByte(bytes.front());
        bytes.remove_prefix(1);
    }
}

void HopCounter::countByte(char c)
{
    const char low = text::lowerChar(c);
    m_maybeReceived = m_maybeReceived && m_column < received.size() && low == received[m_column];
    m_maybeDelivered = m_maybeDelivered && m_column < delivered.size() && low == delivered[m_column];
    m_maybeEmpty = m_maybeEmpty && m_column < 2 && c == "\r\n"[m_column];
    if ((m_maybeReceived && m_column + 1 == received.size()) || (m_maybeDelivered && m_column + 1 == delivered.size()))
        ++m_hops;
    if (m_maybeEmpty && m_column == 1)
        m_inHeader = false;
    ++m_column;
    if (c == '\n') {
        m_column = 0;
        m_maybeReceived = m_maybeDelivered = m_maybeEmpty = true;
    }
}

} // namespace spp::smtp
