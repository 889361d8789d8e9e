// SPDX-License-Identifier: MIT
#include "core/smtp/chunk_decoder.h"

#include <algorithm>

namespace spp::smtp
{

void ChunkDecoder::begin(std::uint64_t size, bool last)
{
    m_size = m_left = size;
    m_last = last;
}

std::size_t ChunkDecoder::decode(std::string_view bytes, std::string& out)
{
    const auto used = static_cast<std::size_t>(std::min<std::uint64_t>(bytes.size(), m_left));
    bytes = bytes.substr(0, used);
    m_left -= used;
    m_hops.count(bytes);
    for (const char c : bytes) {
        if (m_afterCr && c != '\n')
            out += '\r';
        m_sawBareLf = m_sawBareLf || (c == '\n' && !m_afterCr);
        m_afterCr = c == '\r';
        if (!m_afterCr)
            out += c;
    }
    if (m_afterCr && state() == State::Complete) {
        out += '\r';
        m_afterCr = false;
    }
    return used;
}

ChunkDecoder::State ChunkDecoder::state() const
{
    if (m_left > 0)
        return State::Reading;
    return m_last ? State::Complete : State::ChunkComplete;
}

} // namespace spp::smtp
