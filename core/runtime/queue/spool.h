// SPDX-License-Identifier: MIT
/// A message that is kept until it can be handed on: in memory while it is small, then in a file without a name, which goes with this
/// value or the process. It need not outlive a crash: nobody was told that the message is safe.
/// The file is in TMPDIR, or else in /var/tmp: /tmp is memory on many systems. Used by one thread at a time.
#pragma once

#include "core/base/error.h"
#include "core/runtime/descriptor.h"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace spp::runtime
{

class Spool
{
public:
    /// @param folder of the file
    explicit Spool(std::string folder = spoolFolder()) : m_folder(std::move(folder)) {}

    static std::string spoolFolder();

    /// Into memory.
    void append(std::string_view bytes);
    /// There is enough in memory: flush() before more comes.
    bool isFull() const { return m_tail.size() >= maxInMemory; }
    /// Writes what is in memory to the file. Blocking.
    Result<void> flush();

    /// Fills the buffer from a place in the message, as far as it goes; the bytes read. What lies in the file was just written, so that it's
    /// rarely the disk that answers.
    Result<std::size_t> read(std::uint64_t from, std::span<char> buffer) const;

    std::uint64_t size() const { return m_size; }
    /// With CR LF at each line's end, as SIZE counts (RFC 1870 section 6).
    std::uint64_t sizeOnWire() const { return m_size + m_lineEnds + (m_isInLine ? 2 : 0); }
    bool hasBytesAboveAscii() const { return m_isEightBit; }
    bool hasHeaderAboveAscii() const { return m_isHeaderEightBit; }

private:
    static constexpr std::size_t maxInMemory = 64UL * 1024;

    Result<void> open();
    void look(std::string_view bytes);

    std::string m_folder;
    Descriptor m_file;
    std::uint64_t m_sizeOfFile = 0;
    std::string m_tail; ///< behind what is in the file
    std::uint64_t m_size = 0;
    std::uint64_t m_lineEnds = 0;
    bool m_isInLine = false; ///< the last byte was no line's end
    bool m_isInBody = false;
    bool m_isEightBit = false;
    bool m_isHeaderEightBit = false;
};

} // namespace spp::runtime
