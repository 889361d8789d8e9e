// SPDX-License-Identifier: MIT
/// Takes the chunks of BDAT off the wire (RFC 3030): so many bytes as were announced, CR LF becomes LF. A bare LF is remembered, as
/// in the DATA decoder, so that both ways in refuse the same messages.
/// A value; not thread-safe. Holds no message bytes.
#pragma once

#include "core/smtp/hop_counter.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace spp::smtp
{

class ChunkDecoder
{
public:
    enum class State { Reading, ChunkComplete, Complete };

    /// The next chunk. @param last no other follows
    void begin(std::uint64_t size, bool last);

    /// Decodes from the front of bytes and appends the message to out.
    /// @return how many bytes were used: all of them, unless the chunk ended.
    std::size_t decode(std::string_view bytes, std::string& out);

    State state() const;
    std::uint64_t chunkSize() const { return m_size; }
    bool sawBareLf() const { return m_sawBareLf; }
    int hops() const { return m_hops.hops(); }

private:
    void takeText(std::string_view text, std::string& out);

    std::uint64_t m_size = 0;
    std::uint64_t m_left = 0;
    bool m_last = false;
    bool m_afterCr = false; ///< a CR waits for what follows it, maybe in the next chunk
    bool m_sawBareLf = false;
    HopCounter m_hops;
};

} // namespace spp::smtp
