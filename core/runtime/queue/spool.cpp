// SPDX-License-Identifier: MIT
#include "core/runtime/queue/spool.h"

#include "core/base/text.h"

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace spp::runtime
{

namespace
{

tl::unexpected<Error> spoolTrouble(const std::string& folder, const char* what)
{
    return fail(Fault::Configuration, text::printable(folder) + ": a temporary file can't be " + what + ": " +
                                          std::strerror(errno) + "; make room, or name another folder by TMPDIR");
}

bool isAboveAscii(char c)
{
    return static_cast<unsigned char>(c) >= 0x80;
}

} // namespace

std::string Spool::spoolFolder()
{
    const char* named = ::getenv("TMPDIR");
    return named != nullptr && *named != '\0' ? named : "/var/tmp";
}

void Spool::append(std::string_view bytes)
{
    look(bytes);
    m_tail += bytes;
    m_size += bytes.size();
}

void Spool::look(std::string_view bytes)
{
    while (!bytes.empty()) {
        const auto end = std::min(bytes.find('\n'), bytes.size());
        const bool isLineEnded = end < bytes.size();
        if (end == 0 && !m_isInLine)
            m_isInBody = true;
        if (!m_isEightBit || (!m_isInBody && !m_isHeaderEightBit))
            if (std::any_of(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(end), isAboveAscii)) {
                m_isEightBit = true;
                m_isHeaderEightBit = m_isHeaderEightBit || !m_isInBody;
            }
        m_lineEnds += isLineEnded ? 1 : 0;
        m_isInLine = !isLineEnded;
        bytes.remove_prefix(std::min(end + 1, bytes.size()));
    }
}

/// Where the file system has no files without a name, it loses the one that it had at once.
Result<void> Spool::open()
{
    m_file = Descriptor(::open(m_folder.c_str(), O_TMPFILE | O_EXCL | O_RDWR | O_CLOEXEC, 0600));
    if (m_file.isOpen())
        return {};
    std::string path = m_folder + "/spp-message-XXXXXX";
    if (errno == EOPNOTSUPP || errno == EISDIR || errno == EINVAL) {
        m_file = Descriptor(::mkostemp(path.data(), O_CLOEXEC));
        if (m_file.isOpen() && ::unlink(path.c_str()) == 0)
            return {};
    }
    return spoolTrouble(m_folder, "made");
}

Result<void> Spool::flush()
{
    if (!m_file.isOpen())
        if (auto opened = open(); !opened)
            return opened;
    std::string_view bytes = m_tail;
    while (!bytes.empty()) {
        const auto size = ::write(m_file.number(), bytes.data(), bytes.size());
        if (size < 0 && errno == EINTR)
            continue;
        if (size < 0)
            return spoolTrouble(m_folder, "written");
        bytes.remove_prefix(static_cast<std::size_t>(size));
    }
    m_sizeOfFile += m_tail.size();
    m_tail.clear();
    return {};
}

Result<std::size_t> Spool::read(std::uint64_t from, std::span<char> buffer) const
{
    if (from >= m_sizeOfFile)
        return m_tail.copy(buffer.data(), buffer.size(), static_cast<std::size_t>(from - m_sizeOfFile));
    const auto most = std::min<std::uint64_t>(buffer.size(), m_sizeOfFile - from);
    for (;;) {
        const auto size =
            ::pread(m_file.number(), buffer.data(), static_cast<std::size_t>(most), static_cast<off_t>(from));
        if (size > 0)
            return static_cast<std::size_t>(size);
        if (size == 0)
            errno = EIO; // it was there
        if (size == 0 || errno != EINTR)
            return spoolTrouble(m_folder, "read");
    }
}

} // namespace spp::runtime
