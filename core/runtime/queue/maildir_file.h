// SPDX-License-Identifier: MIT
/// One file on its way into a Maildir: written below tmp, made safe, then linked into new, never over another file.
/// Blocking; used by one thread at a time. Nothing is left of it unless commit() succeeded. Source: maildir(5).
#pragma once

#include "core/base/error.h"
#include "core/runtime/descriptor.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace spp::runtime
{

class MaildirFile
{
public:
    /// Nothing is on disk until the first write.
    explicit MaildirFile(std::string directory);
    ~MaildirFile() { discard(); }
    MaildirFile(const MaildirFile&) = delete;
    MaildirFile& operator=(const MaildirFile&) = delete;

    /// Creates the file, and the Maildir if it is not there yet.
    Result<void> write(std::string_view bytes);
    /// The file and its name in new are on the disk when this succeeds.
    Result<void> commit();
    void discard();

    /// Digits; no two alike in one process.
    std::uint64_t id() const { return m_id; }

private:
    Result<void> create();
    std::string path(std::string_view folder) const;

    std::string m_directory;
    std::uint64_t m_id;
    std::string m_name;
    Descriptor m_file;
    bool m_inTmp = false;
};

} // namespace spp::runtime
