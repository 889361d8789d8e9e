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
    out.reserve(out.size() + 1 + bytes.size());
    for (std::string_view rest = bytes; !rest.empty();) {
        const auto lf = rest.find('\n');
        takeText(rest.substr(0, lf), out);
        if (lf == std::string_view::npos)
            break;
        m_sawBareLf = m_sawBareLf || !m_afterCr;
        m_afterCr = false;
        out += '\n';
        rest.remove_prefix(lf + 1);
    }
    if (m_afterCr && state() == State::Complete) {
        out += '\r';
        m_afterCr = false;
    }
    return used;
}

/// What stands before an LF, or before the end of a piece. A CR at its end waits.
void ChunkDecoder::takeText(std::string_view text, std::string& out)
{
    if (text.empty())
        return;
    if (m_afterCr)
        out += '\r';
    m_afterCr = text.ends_with('\r');
    out += text.substr(0, text.size() - (m_afterCr ? 1 : 0));
}

ChunkDecoder::State ChunkDecoder::state() const
{
    if (m_left > 0)
        return State::Reading;
    return m_last ? State::Complete : State::ChunkComplete;
}

} // namespace spp::smtp
