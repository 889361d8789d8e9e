// SPDX-License-Identifier: MIT
#include "core/runtime/private_home.h"

#include "core/base/text.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <utility>

namespace spp::runtime
{

namespace fs = std::filesystem;

namespace
{

/// A home without its queue is a few hundred files. What is larger is not a home, or holds mail.
constexpr std::size_t maxEntries = 20'000;
constexpr std::uintmax_t maxBytes = 256UL * 1024 * 1024;

/// qmail's own, of no concern to plugins, and large.
constexpr std::string_view queueFolder = "queue";

tl::unexpected<Error> trouble(const std::string& path, const char* what, int error)
{
    return fail(Fault::Configuration, text::printable(path) + ": " + what + ": " + std::strerror(error));
}

std::int64_t nanoseconds(const timespec& time)
{
    return std::int64_t{time.tv_sec} * 1'000'000'000 + time.tv_nsec;
}

/// Mode, owner and times, as far as this user may set them.
void copyAttributes(const struct stat& from, const std::string& to)
{
    if (::lchown(to.c_str(), from.st_uid, from.st_gid) != 0 && S_ISREG(from.st_mode)) {
        // A file that changes hands must not take its set-uid bit with it.
        ::chmod(to.c_str(), from.st_mode & 0777);
    } else if (!S_ISLNK(from.st_mode)) {
        ::chmod(to.c_str(), from.st_mode & 07777);
    }
    const timespec times[2] = {from.st_atim, from.st_mtim};
    ::utimensat(AT_FDCWD, to.c_str(), times, AT_SYMLINK_NOFOLLOW);
}

/// One entry; of a folder only itself.
Result<void> copyEntry(const std::string& from, const std::string& to)
{
    struct stat status
    {};
    if (::lstat(from.c_str(), &status) != 0)
        return trouble(from, "can't be read", errno);
    std::error_code error;
    if (S_ISDIR(status.st_mode))
        fs::create_directory(to, error);
    else if (S_ISLNK(status.st_mode))
        fs::copy_symlink(from, to, error);
    else
        fs::copy_file(from, to, fs::copy_options::overwrite_existing, error);
    if (error)
        return fail(Fault::Configuration, text::printable(from) + ": can't be copied: " + error.message());
    copyAttributes(status, to);
    return {};
}

bool isKept(mode_t mode)
{
    return S_ISREG(mode) || S_ISDIR(mode) || S_ISLNK(mode);
}

std::string nameOf(const HomeChange& change)
{
    return change.path.ends_with('/') ? change.path.substr(0, change.path.size() - 1) : change.path;
}

/// What is changed in the folder `from` is changed in `to`.
Result<void> carryOver(const HomeChange& change, const std::string& from, const std::string& to)
{
    const std::string source = from + "/" + nameOf(change);
    const std::string target = to + "/" + nameOf(change);
    std::error_code error;
    if (change.kind == HomeChange::Kind::Removed) {
        fs::remove(target, error);
        return error ? trouble(target, "can't be removed", error.value()) : Result<void>{};
    }
    const bool isFolder = change.path.ends_with('/');
    if (fs::is_directory(fs::symlink_status(target, error)) != isFolder)
        fs::remove(target, error); // a folder in a file's place, or the other way; what was in it is gone by now
    if (isFolder && fs::is_directory(target, error)) {
        struct stat status
        {};
        if (::stat(source.c_str(), &status) == 0)
            ::chmod(target.c_str(), status.st_mode & 07777);
        return {};
    }
    if (isFolder)
        return copyEntry(source, target);
    // A file is never seen half: it is written beside, and takes the old one's place.
    const std::string beside = target + ".spp-new";
    fs::remove(beside, error);
    if (auto copied = copyEntry(source, beside); !copied)
        return copied;
    fs::rename(beside, target, error);
    return error ? trouble(target, "can't be replaced", error.value()) : Result<void>{};
}

Result<void> carryOver(const std::vector<HomeChange>& changes, const std::string& from, const std::string& to)
{
    // What is removed goes first and from the end, so that folders are empty by then and a file may follow a folder.
    for (auto change = changes.rbegin(); change != changes.rend(); ++change)
        if (change->kind == HomeChange::Kind::Removed)
            if (auto carried = carryOver(*change, from, to); !carried)
                return carried;
    for (const HomeChange& change : changes)
        if (change.kind != HomeChange::Kind::Removed)
            if (auto carried = carryOver(change, from, to); !carried)
                return carried;
    return {};
}

} // namespace

PrivateHome::PrivateHome(std::string original, TemporaryFolder folder)
    : m_original(std::move(original)), m_folder(std::move(folder))
{}

Result<PrivateHome> PrivateHome::copy(const std::string& home)
{
    std::error_code error;
    const fs::path original = fs::canonical(home, error);
    if (error)
        return fail(Fault::Configuration, text::printable(home) + ": this home can't be opened: " + error.message());
    auto folder = TemporaryFolder::make("home");
    if (!folder)
        return tl::unexpected<Error>(folder.error());
    PrivateHome result(original.string(), std::move(*folder));
    if (auto filled = result.fill(); !filled)
        return tl::unexpected<Error>(filled.error());
    return result;
}

Result<void> PrivateHome::fill()
{
    auto originals = marksOf(m_original);
    if (!originals)
        return tl::unexpected<Error>(originals.error());
    m_originals = std::move(*originals);
    std::uintmax_t bytes = 0;
    for (const auto& [path, mark] : m_originals)
        bytes += S_ISREG(mark.mode) ? mark.size : 0;
    if (bytes > maxBytes)
        return fail(Fault::Configuration, text::printable(m_original) + ": holds " +
                                              std::to_string(bytes / 1024 / 1024) +
                                              " MiB, too much for a private copy; move what is no part of the home");

    if (auto copied = copyEntry(m_original, path()); !copied)
        return copied;
    for (const auto& [name, mark] : m_originals)
        if (auto copied = copyEntry(m_original + "/" + name, path() + "/" + name); !copied)
            return copied;
    std::error_code error;
    fs::create_directory(temporary(), error);
    ::chmod(temporary().c_str(), 01777);
    // Folders were touched while they were filled: what counts is how they are now.
    auto marks = marksOf(path());
    if (!marks)
        return tl::unexpected<Error>(marks.error());
    m_before = std::move(*marks);
    return {};
}

Result<PrivateHome::Marks> PrivateHome::marksOf(const std::string& root)
{
    Marks marks;
    std::error_code error;
    fs::recursive_directory_iterator each(root, error);
    for (; !error && each != fs::recursive_directory_iterator(); each.increment(error)) {
        const std::string path = each->path().string();
        struct stat status
        {};
        if (::lstat(path.c_str(), &status) != 0)
            continue; // it went away
        if (each.depth() == 0 && each->path().filename() == queueFolder) {
            if (S_ISDIR(status.st_mode))
                each.disable_recursion_pending();
            continue;
        }
        if (!isKept(status.st_mode))
            continue;
        Mark mark{status.st_mode, 0, 0, {}};
        if (S_ISREG(status.st_mode)) {
            mark.size = static_cast<std::uintmax_t>(status.st_size);
            mark.modified = nanoseconds(status.st_mtim);
        } else if (S_ISLNK(status.st_mode)) {
            std::error_code ignored;
            mark.target = fs::read_symlink(path, ignored).string();
        }
        marks.emplace(path.substr(root.size() + 1), std::move(mark));
        if (marks.size() > maxEntries)
            return fail(Fault::Configuration, text::printable(root) + ": holds more than " +
                                                  std::to_string(maxEntries) +
                                                  " files, too many for a private copy; is it a home?");
    }
    if (error)
        return fail(Fault::Configuration, text::printable(root) + ": can't be read to its end: " + error.message());
    return marks;
}

Result<std::vector<HomeChange>> PrivateHome::changes() const
{
    std::vector<HomeChange> result;
    const auto after = marksOf(path());
    if (!after)
        return tl::unexpected<Error>(after.error());
    const auto add = [&](HomeChange::Kind kind, const std::string& path, const Mark& mark) {
        result.push_back({kind, path + (mark.isFolder() ? "/" : ""), mark.size});
    };
    auto before = m_before.begin();
    for (const auto& [path, mark] : *after) {
        for (; before != m_before.end() && before->first < path; ++before)
            add(HomeChange::Kind::Removed, before->first, before->second);
        const bool isKnown = before != m_before.end() && before->first == path;
        if (!isKnown)
            add(HomeChange::Kind::Added, path, mark);
        else if (before->second != mark)
            add(HomeChange::Kind::Changed, path, mark);
        if (isKnown)
            ++before;
    }
    for (; before != m_before.end(); ++before)
        add(HomeChange::Kind::Removed, before->first, before->second);
    return result;
}

const PrivateHome::Mark& PrivateHome::markIn(const Marks& marks, const HomeChange& change)
{
    static const Mark none;
    const auto found = marks.find(nameOf(change));
    return found == marks.end() ? none : found->second;
}

Result<void> PrivateHome::keep()
{
    const auto changed = changes();
    if (!changed)
        return tl::unexpected<Error>(changed.error());
    const auto now = marksOf(m_original);
    if (!now)
        return tl::unexpected<Error>(now.error());
    const auto copy = marksOf(path());
    if (!copy)
        return tl::unexpected<Error>(copy.error());
    for (const HomeChange& change : *changed)
        // What is there already was kept before something else failed.
        if (const Mark& there = markIn(*now, change);
            there != markIn(m_originals, change) && there != markIn(*copy, change))
            return fail(Fault::Configuration, text::printable(m_original + "/" + change.path) +
                                                  ": was changed outside the simulation, too; nothing was kept");
    if (auto carried = carryOver(*changed, path(), m_original); !carried)
        return carried;
    m_before = *marksOf(path());
    m_originals = *marksOf(m_original);
    return {};
}

Result<void> PrivateHome::inherit(PrivateHome& older)
{
    auto changed = older.changes();
    if (!changed)
        return tl::unexpected<Error>(changed.error());
    std::erase_if(*changed, [&](const HomeChange& change) {
        return markIn(m_originals, change) != markIn(older.m_originals, change);
    });
    if (auto carried = carryOver(*changed, older.path(), path()); !carried)
        return carried;
    std::error_code error;
    fs::remove(temporary(), error);
    fs::rename(older.temporary(), temporary(), error);
    return error ? trouble(temporary(), "what plugins wrote there can't be taken over", error.value()) : Result<void>{};
}

} // namespace spp::runtime
