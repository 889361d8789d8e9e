// SPDX-License-Identifier: MIT
#include "core/runtime/files.h"

#include "core/base/text.h"
#include "core/runtime/descriptor.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <system_error>

namespace spp::runtime
{

namespace
{

constexpr mode_t permissionBits = 07777;

tl::unexpected<Error> failedWith(const std::string& path, const std::string& what, int code)
{
    return fail(Fault::Configuration,
                text::printable(path) + " " + what + ": " + std::generic_category().message(code));
}

/// What write(2) needs of patience. @return 0, or errno
int writeAll(int descriptor, std::string_view bytes)
{
    while (!bytes.empty()) {
        const auto size = ::write(descriptor, bytes.data(), bytes.size());
        if (size < 0 && errno != EINTR)
            return errno;
        if (size > 0)
            bytes.remove_prefix(static_cast<std::size_t>(size));
    }
    return ::fsync(descriptor) == 0 ? 0 : errno;
}

} // namespace

Result<void> createFile(const std::string& path, std::string_view bytes, mode_t mode)
{
    std::error_code error;
    std::filesystem::create_directories(std::filesystem::path(path).parent_path(), error);
    Descriptor file(::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode));
    if (!file.isOpen() && errno == EEXIST)
        return fail(Fault::Configuration, text::printable(path) + " is there already; it was left as it is");
    if (!file.isOpen())
        return failedWith(path, "can't be made", errno);
    if (const int code = writeAll(file.number(), bytes); code != 0) {
        ::unlink(path.c_str());
        return failedWith(path, "can't be written", code);
    }
    return {};
}

Result<void> replaceFile(const std::string& path, std::string_view bytes)
{
    struct stat before
    {};
    if (::stat(path.c_str(), &before) != 0)
        return createFile(path, bytes);
    // Behind a link stands the file itself.
    std::error_code error;
    const auto target = std::filesystem::canonical(path, error);
    if (error)
        return failedWith(path, "can't be replaced", error.value());
    std::string beside = target.string() + ".XXXXXX";
    const Descriptor file(::mkostemp(beside.data(), O_CLOEXEC));
    if (!file.isOpen())
        return failedWith(path, "can't be replaced", errno);
    // Only root may give files away; for others the new file is theirs, as with every editor.
    [[maybe_unused]] const int given = ::fchown(file.number(), before.st_uid, before.st_gid);
    int code = writeAll(file.number(), bytes);
    if (code == 0 && (::fchmod(file.number(), before.st_mode & permissionBits) != 0 ||
                      ::rename(beside.c_str(), target.c_str()) != 0))
        code = errno;
    if (code == 0)
        return {};
    ::unlink(beside.c_str());
    return failedWith(path, "can't be replaced", code);
}

Result<std::string> readFile(const std::string& path, std::size_t most)
{
    // Opening a FIFO would wait for a writer otherwise.
    const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    struct stat status
    {};
    if (!file.isOpen() || ::fstat(file.number(), &status) != 0)
        return failedWith(path, "can't be read", errno);
    if (!S_ISREG(status.st_mode))
        return fail(Fault::Configuration, text::printable(path) + " is no regular file");
    std::string bytes;
    std::array<char, 16384> buffer{};
    for (;;) {
        const auto size = ::read(file.number(), buffer.data(), buffer.size());
        if (size < 0 && errno == EINTR)
            continue;
        if (size < 0)
            return failedWith(path, "can't be read", errno);
        if (size == 0)
            return bytes;
        bytes.append(buffer.data(), static_cast<std::size_t>(size));
        if (bytes.size() > most)
            return fail(Fault::Configuration,
                        text::printable(path) + " is larger than " + std::to_string(most / 1024) + " KiB");
    }
}

} // namespace spp::runtime
