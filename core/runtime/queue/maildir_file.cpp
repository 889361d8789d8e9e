// SPDX-License-Identifier: MIT
#include "core/runtime/queue/maildir_file.h"

#include "core/base/text.h"
#include "core/runtime/queue/message_id.h"

#include <fcntl.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <filesystem>

namespace spp::runtime
{

namespace
{

tl::unexpected<Error> cannot(std::string_view what, std::string_view path, int error)
{
    std::string message = text::printable(path) + ": can't " + std::string(what) + ": " + std::strerror(error);
    switch (error) {
    case EACCES:
    case EPERM: message += "; let the user that runs this program write there"; break;
    case ENOSPC:
    case EDQUOT: message += "; make room"; break;
    case ENOTDIR: message += "; a part of the path is a file, move it away or choose another Maildir"; break;
    default: break;
    }
    return fail(Fault::Configuration, std::move(message));
}

/// Makes the names in a folder safe. Some file systems have no way to do so (EINVAL), and need none.
Result<void> syncFolder(const std::string& path)
{
    const Descriptor folder(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!folder.isOpen() || (::fsync(folder.number()) != 0 && errno != EINVAL))
        return cannot("be made safe", path, errno);
    return {};
}

Result<void> makeMaildir(const std::string& directory)
{
    for (const std::string& path : {directory, directory + "/tmp", directory + "/new", directory + "/cur"})
        if (::mkdir(path.c_str(), 0700) != 0 && errno != EEXIST)
            return cannot("be made", path, errno);
    const auto made = syncFolder(directory);
    return made ? syncFolder(std::filesystem::path(directory).parent_path().string()) : made;
}

std::string hostName()
{
    std::array<char, 256> buffer{};
    ::gethostname(buffer.data(), buffer.size() - 1);
    std::string name;
    for (const char c : std::string_view(buffer.data()))
        name += c == '/' ? "\\057" : c == ':' ? "\\072" : std::string(1, c);
    return name.empty() ? "localhost" : name;
}

/// Unlike any other name of this host: time, process, count and chance; the id is part of it, to be found again.
std::string uniqueName(std::chrono::system_clock::time_point now, std::uint64_t id)
{
    const auto microseconds = std::chrono::duration_cast<std::chrono::microseconds>(now.time_since_epoch()).count();
    std::uint32_t chance = 0;
    [[maybe_unused]] const auto size = ::getrandom(&chance, sizeof chance, 0);
    return std::to_string(microseconds / 1'000'000) + ".M" + std::to_string(microseconds % 1'000'000) + "P" +
           std::to_string(::getpid()) + "Q" + std::to_string(id) + "R" + std::to_string(chance) + "." + hostName();
}

} // namespace

MaildirFile::MaildirFile(std::string directory) : m_directory(std::move(directory))
{
    const auto now = std::chrono::system_clock::now();
    m_id = nextMessageId(now);
    m_name = uniqueName(now, m_id);
}

std::string MaildirFile::path(std::string_view folder) const
{
    return m_directory + "/" + std::string(folder) + "/" + m_name;
}

Result<void> MaildirFile::create()
{
    const std::string tmp = path("tmp");
    const auto open = [&] { m_file = Descriptor(::open(tmp.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600)); };
    open();
    if (!m_file.isOpen() && errno == ENOENT) {
        if (auto made = makeMaildir(m_directory); !made)
            return made;
        open();
    }
    if (!m_file.isOpen())
        return cannot("be created", tmp, errno);
    m_inTmp = true;
    return {};
}

Result<void> MaildirFile::write(std::string_view bytes)
{
    if (!m_file.isOpen())
        if (auto created = create(); !created)
            return created;
    while (!bytes.empty()) {
        const auto size = ::write(m_file.number(), bytes.data(), bytes.size());
        if (size < 0 && errno == EINTR)
            continue;
        if (size < 0)
            return cannot("be written", path("tmp"), errno);
        bytes.remove_prefix(static_cast<std::size_t>(size));
    }
    return {};
}

Result<void> MaildirFile::commit()
{
    const std::string tmp = path("tmp");
    const std::string final = path("new");
    if (::fsync(m_file.number()) != 0)
        return cannot("be made safe", tmp, errno);
    if (::close(m_file.release()) != 0)
        return cannot("be closed", tmp, errno);
    if (::link(tmp.c_str(), final.c_str()) != 0)
        return cannot("be linked into new", tmp, errno);
    if (auto synced = syncFolder(m_directory + "/new"); !synced) {
        ::unlink(final.c_str());
        return synced;
    }
    discard();
    return {};
}

void MaildirFile::discard()
{
    m_file.close();
    if (std::exchange(m_inTmp, false))
        ::unlink(path("tmp").c_str());
}

} // namespace spp::runtime
