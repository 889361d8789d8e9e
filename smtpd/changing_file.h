// SPDX-License-Identifier: MIT
/// A file that is read again when it has changed: what is new counts from the next use on, and a file that is no good leaves what was
/// there in force. Thread-safe.
#pragma once

#include "core/base/error.h"
#include "smtpd/complain.h"

#include <sys/stat.h>

#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <utility>

namespace spp::smtpd
{

/// What changes with a file: another in its place, a write.
struct FileMark
{
    std::uint64_t device = 0;
    std::uint64_t inode = 0;
    std::int64_t size = 0;
    std::int64_t seconds = 0;
    std::int64_t nanoseconds = 0;

    bool operator==(const FileMark&) const = default;
};

inline std::optional<FileMark> markOf(const std::string& path)
{
    struct stat status
    {};
    if (::stat(path.c_str(), &status) != 0)
        return std::nullopt;
    return FileMark{status.st_dev, status.st_ino, status.st_size, status.st_mtim.tv_sec, status.st_mtim.tv_nsec};
}

/// @tparam Value cheap to copy
template <typename Value>
class ChangingFile
{
public:
    using Read = std::function<Result<Value>(const std::string& path)>;

    /// @param without what goes on without it, for the log: "TLS"  @param beside another file that is read with it; empty: none
    ChangingFile(std::string path, std::string without, Read read, std::string beside = {})
        : m_path(std::move(path)), m_without(std::move(without)), m_read(std::move(read)), m_beside(std::move(beside))
    {}

    const std::string& path() const { return m_path; }

    /// nullopt: there is no file, or there was never a good one; what is wrong with it is told once.
    std::optional<Value> current()
    {
        const std::lock_guard lock(m_mutex);
        const auto mark = markOf(m_path);
        const auto besideMark = m_beside.empty() ? std::nullopt : markOf(m_beside);
        if (mark == m_mark && besideMark == m_besideMark)
            return m_value;
        m_mark = mark;
        m_besideMark = besideMark;
        if (!mark) {
            m_value.reset();
            return m_value;
        }
        auto read = m_read(m_path);
        if (read)
            m_value = std::move(*read);
        else
            complain(read.error().message +
                     (m_value ? "; going on with the one before" : "; going on without " + m_without));
        return m_value;
    }

private:
    const std::string m_path;
    const std::string m_without;
    const Read m_read;
    const std::string m_beside;
    std::mutex m_mutex;
    std::optional<FileMark> m_mark; ///< of the file that was read last
    std::optional<FileMark> m_besideMark;
    std::optional<Value> m_value;
};

} // namespace spp::smtpd
