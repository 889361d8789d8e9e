// SPDX-License-Identifier: MIT
/// Splits what a client sends into command lines while it arrives (RFC 5321 2.3.8; a lone LF ends a command line too, as
/// in qmail). The limit is enforced while reading: of a line that is too long no more than the limit is kept, the rest is
/// thrown away up to its LF, so memory stays flat and the step is not lost.
/// Some lines are passwords: what has been handed out, or thrown away, is wiped.
/// A value; not thread-safe. Remembers how far it has looked, so one byte at a time costs the same as one block.
#pragma once

#include "core/base/wipe.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace spp::smtp
{

struct Line
{
    std::string text;     ///< without LF and without one CR before it
    bool tooLong = false; ///< text holds only the beginning
};

class LineBuffer
{
public:
    /// @param limit bytes of a line, its ending not counted
    explicit LineBuffer(std::size_t limit) : m_limit(limit) {}

    void append(std::string_view bytes) { m_bytes += bytes; }

    /// The next complete line, if there is one.
    std::optional<Line> next();

    /// Everything not yet handed out, taken away: the message that follows DATA in the same packet.
    std::string takeRest();

    /// Unread bytes that wait here.
    std::size_t size() const { return m_bytes.size() - m_start; }

private:
    void dropExcess();
    void compact();
    void shorten(std::size_t size);

    std::size_t m_limit;
    std::basic_string<char, std::char_traits<char>, WipingAllocator<char>> m_bytes;
    std::size_t m_start = 0;   ///< first byte not handed out
    std::size_t m_looked = 0;  ///< no LF before this place
    bool m_discarding = false; ///< the line in work is over the limit
};

} // namespace spp::smtp
