// SPDX-License-Identifier: MIT
#include "core/runtime/disk_view.h"

#include "core/runtime/descriptor.h"
#include "core/runtime/program_path.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <filesystem>

namespace spp::runtime
{

namespace fs = std::filesystem;

namespace
{

/// Beyond this it is no script, and a program's beginning tells what it is.
constexpr std::size_t maxLooked = 4UL * 1024 * 1024;

} // namespace

std::string DiskView::absolute(const std::string& path) const
{
    return path.starts_with('/') ? path : m_home + "/" + path;
}

check::FileFacts DiskView::facts(const std::string& path) const
{
    using Kind = check::FileFacts::Kind;
    check::FileFacts facts;
    struct stat status
    {};
    if (::stat(absolute(path).c_str(), &status) != 0) {
        facts.kind = errno == ENOENT || errno == ENOTDIR ? Kind::Missing : Kind::Other;
        return facts;
    }
    facts.kind = S_ISREG(status.st_mode) ? Kind::File : S_ISDIR(status.st_mode) ? Kind::Folder : Kind::Other;
    facts.executable = (status.st_mode & (S_IXUSR | S_IXGRP | S_IXOTH)) != 0;
    facts.writableByOthers = (status.st_mode & S_IWOTH) != 0;
    return facts;
}

std::optional<std::string> DiskView::bytes(const std::string& path) const
{
    if (const auto unsaved = m_unsaved.find(path); unsaved != m_unsaved.end())
        return unsaved->second;
    const Descriptor file(::open(absolute(path).c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    if (!file.isOpen())
        return std::nullopt;
    std::string bytes;
    std::array<char, 16384> buffer{};
    while (bytes.size() < maxLooked) {
        const auto size = ::read(file.number(), buffer.data(), buffer.size());
        if (size < 0 && errno == EINTR)
            continue;
        if (size < 0)
            return std::nullopt;
        if (size == 0)
            break;
        bytes.append(buffer.data(), static_cast<std::size_t>(size));
    }
    return bytes;
}

std::vector<std::string> DiskView::names(const std::string& folder) const
{
    std::vector<std::string> names;
    std::error_code error;
    for (fs::directory_iterator entry(absolute(folder), error), end; !error && entry != end; entry.increment(error))
        names.push_back(entry->path().filename().string());
    std::sort(names.begin(), names.end());
    return names;
}

bool DiskView::isInPath(const std::string& program) const
{
    return !findInPath(program).empty();
}

} // namespace spp::runtime
