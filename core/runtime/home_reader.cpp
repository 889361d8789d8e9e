// SPDX-License-Identifier: MIT
#include "core/runtime/home_reader.h"

#include "core/base/text.h"
#include "core/runtime/descriptor.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <filesystem>

namespace spp::runtime
{

namespace
{

/// A tenth of this would be large in practice; what is larger is the wrong file, and is not read into memory.
constexpr std::size_t maxFile = 16 * 1024 * 1024;

/// Homes that are kept: one for each of a server's NOSPP and SPPCONFFILE, as its rules set them.
constexpr std::size_t mostKept = 8;

/// A file that was written twice while the clock of its filesystem stood still looks as if it was written once. Kernels take that clock
/// from their timer (100 times a second or more), and some filesystems keep whole seconds, or two.
constexpr std::chrono::milliseconds tick{100};
constexpr std::chrono::seconds coarseTick{2};

std::chrono::nanoseconds sinceEpoch(const timespec& time)
{
    return std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec);
}

/// So long ago that what is written now gets another time.
bool isPast(const timespec& time, std::chrono::nanoseconds now)
{
    const std::chrono::nanoseconds granule = time.tv_nsec == 0 ? coarseTick : std::chrono::nanoseconds(tick);
    return sinceEpoch(time) + granule < now;
}

bool isSameTime(const timespec& a, const timespec& b)
{
    return a.tv_sec == b.tv_sec && a.tv_nsec == b.tv_nsec;
}

tl::unexpected<Error> cannotRead(std::string_view path, int error)
{
    const std::string what = text::printable(path) + ": can't be read: " + std::strerror(error);
    switch (error) {
    case EISDIR: return fail(Fault::Configuration, what + "; a file is wanted there");
    case ENOTDIR: return fail(Fault::Configuration, what + "; a part of its path is a file");
    case EACCES:
    case EPERM: return fail(Fault::Configuration, what + "; let the user that runs this program read it");
    default: return fail(Fault::Configuration, what);
    }
}

/// The bytes of an open file.
Result<std::string> readAll(const Descriptor& file, const std::string& name)
{
    std::string bytes;
    std::array<char, 16384> buffer{};
    while (true) {
        const auto size = ::read(file.number(), buffer.data(), buffer.size());
        if (size < 0 && errno == EINTR)
            continue;
        if (size < 0)
            return cannotRead(name, errno);
        if (size == 0)
            return bytes;
        bytes.append(buffer.data(), static_cast<std::size_t>(size));
        if (bytes.size() > maxFile)
            return fail(Fault::Configuration, text::printable(name) + ": is larger than " + std::to_string(maxFile) +
                                                  " bytes, the most that is read of such a file; is it the right one?");
    }
}

Result<std::string> findRoot(const std::string& directory)
{
    const std::unique_ptr<char, decltype(&std::free)> root(::realpath(directory.c_str(), nullptr), &std::free);
    if (!root)
        return fail(Fault::Configuration, text::printable(directory) +
                                              ": this home can't be opened: " + std::strerror(errno) +
                                              "; name a qmail home directory, one with a control folder in it");
    return std::string(root.get());
}

Result<void> checkHome(const std::filesystem::path& root, const std::string& directory)
{
    std::error_code error;
    if (!std::filesystem::is_directory(root, error))
        return fail(Fault::Configuration, text::printable(directory) +
                                              ": this home is not a directory; name one with a control folder in it");
    if (!std::filesystem::is_directory(root / "control", error))
        return fail(Fault::Configuration, text::printable(directory) +
                                              ": this is no qmail home: it has no control folder; name one that has");
    return {};
}

} // namespace

class HomeReader::Files
{
public:
    explicit Files(std::filesystem::path root) : m_root(std::move(root)) {}

    /// Does not wait for a pipe's other side.
    Result<std::optional<std::string>> read(const std::string& name)
    {
        const std::filesystem::path path = m_root / name;
        const auto folder = stampOf(path.parent_path());
        const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
        if (!file.isOpen() && errno == ENOENT) {
            noteMissing(path, folder);
            return std::optional<std::string>();
        }
        if (!file.isOpen())
            return cannotRead(name, errno);
        struct stat status
        {};
        note(path, ::fstat(file.number(), &status) == 0 ? std::optional(makeStamp(status)) : std::nullopt);
        auto bytes = readAll(file, name);
        if (!bytes)
            return tl::unexpected<Error>(bytes.error());
        return std::optional(std::move(*bytes));
    }

    /// nullopt: what was read can't be told from what may be there later.
    std::optional<std::vector<Witness>> witnesses() const { return m_isSure ? std::optional(m_seen) : std::nullopt; }

private:
    /// A file that appears changes its folder; unless it is a link to nowhere, whose file appears elsewhere.
    void noteMissing(const std::filesystem::path& path, const std::optional<Stamp>& folder)
    {
        struct stat status
        {};
        if (::lstat(path.c_str(), &status) == 0)
            m_isSure = false;
        const std::string parent = path.parent_path();
        if (std::none_of(m_seen.begin(), m_seen.end(), [&](const Witness& each) { return each.path == parent; }))
            note(parent, folder);
    }

    void note(const std::string& path, const std::optional<Stamp>& stamp)
    {
        const auto now = std::chrono::system_clock::now().time_since_epoch();
        if (stamp && isPast(stamp->written, now) && isPast(stamp->changed, now))
            m_seen.push_back({path, *stamp});
        else
            m_isSure = false;
    }

    std::filesystem::path m_root;
    std::vector<Witness> m_seen;
    bool m_isSure = true;
};

HomeReader::Stamp HomeReader::makeStamp(const struct stat& status)
{
    return {status.st_dev, status.st_ino, status.st_size, status.st_mtim, status.st_ctim};
}

std::optional<HomeReader::Stamp> HomeReader::stampOf(const std::string& path)
{
    struct stat status
    {};
    return ::stat(path.c_str(), &status) == 0 ? std::optional(makeStamp(status)) : std::nullopt;
}

bool HomeReader::isSame(const Stamp& a, const Stamp& b)
{
    return a.device == b.device && a.file == b.file && a.size == b.size && isSameTime(a.written, b.written) &&
           isSameTime(a.changed, b.changed);
}

bool HomeReader::isUnchanged(const Kept& kept)
{
    return std::all_of(kept.witnesses.begin(), kept.witnesses.end(), [](const Witness& witness) {
        const auto stamp = stampOf(witness.path);
        return stamp && isSame(*stamp, witness.stamp);
    });
}

Result<std::shared_ptr<const control::Home>> HomeReader::read(const std::string& directory,
                                                              const control::HomeOptions& options)
{
    const auto root = findRoot(directory);
    if (!root)
        return tl::unexpected<Error>(root.error());
    if (const auto kept = find(*root, options); kept && isUnchanged(*kept))
        return kept->home;
    if (const auto usable = checkHome(*root, directory); !usable)
        return tl::unexpected<Error>(usable.error());
    Files files(*root);
    auto home = control::parseHome(*root, options, [&](const std::string& name) { return files.read(name); });
    if (!home)
        return tl::unexpected<Error>(home.error());
    const auto shared = std::make_shared<const control::Home>(std::move(*home));
    if (auto witnesses = files.witnesses())
        keep({*root, options, std::move(*witnesses), shared});
    return shared;
}

std::shared_ptr<const HomeReader::Kept> HomeReader::find(const std::string& root,
                                                         const control::HomeOptions& options) const
{
    const std::lock_guard lock(m_mutex);
    const auto found = std::find_if(m_kept.begin(), m_kept.end(),
                                    [&](const auto& kept) { return kept->root == root && kept->options == options; });
    return found != m_kept.end() ? *found : nullptr;
}

void HomeReader::keep(Kept fresh)
{
    const auto kept = std::make_shared<const Kept>(std::move(fresh));
    const std::lock_guard lock(m_mutex);
    std::erase_if(m_kept, [&](const auto& each) { return each->root == kept->root && each->options == kept->options; });
    if (m_kept.size() == mostKept)
        m_kept.erase(m_kept.begin());
    m_kept.push_back(kept);
}

} // namespace spp::runtime
