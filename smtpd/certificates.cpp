// SPDX-License-Identifier: MIT
#include "smtpd/certificates.h"

#include "smtpd/complain.h"

#include <sys/stat.h>

namespace spp::smtpd
{

std::optional<Certificates::Mark> Certificates::markOf(const std::string& path)
{
    struct stat status
    {};
    if (::stat(path.c_str(), &status) != 0)
        return std::nullopt;
    return Mark{status.st_dev, status.st_ino, status.st_size, status.st_mtim.tv_sec, status.st_mtim.tv_nsec};
}

std::optional<runtime::TlsContext> Certificates::current()
{
    const std::lock_guard lock(m_mutex);
    const auto mark = markOf(m_path);
    if (mark == m_mark)
        return m_certificate;
    m_mark = mark;
    if (!mark) {
        m_certificate.reset();
        return std::nullopt;
    }
    auto read = runtime::TlsContext::read(m_path);
    if (read)
        m_certificate = std::move(*read);
    else
        complain(read.error().message + (m_certificate ? "; going on with the one before" : "; going on without TLS"));
    return m_certificate;
}

} // namespace spp::smtpd
