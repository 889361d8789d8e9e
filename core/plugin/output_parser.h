// SPDX-License-Identifier: MIT
/// Parses what a plugin prints, line by line as it comes, as qmail-spp does: of a last line without newline the last character is
/// lost. Accepts any bytes and never fails. A line has a limit: what stands beyond it is thrown away while reading.
/// A value; not thread-safe. No byte is looked at twice, so one byte at a time costs the same as one block.
#pragma once

#include "core/plugin/command.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace spp::plugin
{

/// A line of output that is longer is cut. The longest string that Linux takes into an environment has 128 KiB; replies and
/// headers of that size serve nobody.
inline constexpr std::size_t maxOutputLine = 256UL * 1024;

class OutputParser
{
public:
    void append(std::string_view bytes);
    /// The output has ended: a rest without newline becomes the last line.
    void finish() { m_finished = true; }

    /// The next complete line as a command.
    std::optional<Command> next();

    /// So many bytes have come that were not handed out.
    std::size_t unread() const { return m_bytes.size() - m_start; }

private:
    std::string m_bytes;
    std::size_t m_start = 0;    ///< first byte not handed out
    std::size_t m_looked = 0;   ///< no LF before this place
    std::size_t m_lastLine = 0; ///< behind the last LF
    bool m_finished = false;
    bool m_cutting = false;
};

} // namespace spp::plugin
