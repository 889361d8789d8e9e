// SPDX-License-Identifier: MIT
#include "core/smtp/line_buffer.h"

#include <algorithm>

namespace spp::smtp
{

std::optional<Line> LineBuffer::next()
{
    const auto end = m_bytes.find('\n', std::max(m_looked, m_start));
    if (end == std::string::npos) {
        dropExcess();
        m_looked = m_bytes.size();
        return std::nullopt;
    }
    std::string_view text = std::string_view(m_bytes).substr(m_start, end - m_start);
    if (!m_discarding && !text.empty() && text.back() == '\r')
        text.remove_suffix(1);
    Line line{std::string(text.substr(0, m_limit)), m_discarding || text.size() > m_limit};
    wipe(std::span(m_bytes).subspan(m_start, end - m_start));
    m_start = m_looked = end + 1;
    m_discarding = false;
    compact();
    return line;
}

std::string LineBuffer::takeRest()
{
    std::string rest(std::string_view(m_bytes).substr(m_start));
    shorten(0);
    m_start = m_looked = 0;
    m_discarding = false;
    return rest;
}

/// A CR at the limit may belong to the line's end, so one byte more than the limit is allowed to wait.
void LineBuffer::dropExcess()
{
    compact();
    if (size() <= m_limit + 1)
        return;
    shorten(m_start + m_limit + 1);
    m_discarding = true;
}

void LineBuffer::compact()
{
    if (m_start < 4096 && m_start != m_bytes.size())
        return;
    std::copy(m_bytes.begin() + static_cast<std::ptrdiff_t>(m_start), m_bytes.end(), m_bytes.begin());
    shorten(size());
    m_looked -= m_start;
    m_start = 0;
}

void LineBuffer::shorten(std::size_t size)
{
    wipe(std::span(m_bytes).subspan(size));
    m_bytes.resize(size);
}

} // namespace spp::smtp
