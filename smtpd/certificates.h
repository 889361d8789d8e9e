// SPDX-License-Identifier: MIT
/// The home's certificate, read again when its file has changed: a new one counts from the next session on, and one that is no good leaves
/// the one before in force. Thread-safe.
#pragma once

#include "core/runtime/tls_context.h"

#include <cstdint>
#include <mutex>
#include <optional>
#include <string>

namespace spp::smtpd
{

class Certificates
{
public:
    /// @param path control/servercert.pem
    explicit Certificates(std::string path) : m_path(std::move(path)) {}

    /// nullopt: there is no file, or there was never a good one; what is wrong with it is told once.
    std::optional<runtime::TlsContext> current();
    const std::string& path() const { return m_path; }

private:
    /// What changes with a file: a rename in its place, a write, a new link.
    struct Mark
    {
        std::uint64_t device = 0;
        std::uint64_t inode = 0;
        std::int64_t size = 0;
        std::int64_t seconds = 0;
        std::int64_t nanoseconds = 0;

        bool operator==(const Mark&) const = default;
    };
    static std::optional<Mark> markOf(const std::string& path);

    const std::string m_path;
    std::mutex m_mutex;
    std::optional<Mark> m_mark; ///< of the file that was read last
    std::optional<runtime::TlsContext> m_certificate;
};

} // namespace spp::smtpd
