// SPDX-License-Identifier: MIT
#include "core/runtime/folder_watch.h"

#include <asio/experimental/awaitable_operators.hpp>
#include <asio/redirect_error.hpp>
#include <asio/use_awaitable.hpp>

#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <utility>

#include <sys/inotify.h>

namespace spp::runtime
{

namespace fs = std::filesystem;

namespace
{

constexpr std::uint32_t wanted =
    IN_CLOSE_WRITE | IN_CREATE | IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO | IN_ATTRIB | IN_DELETE_SELF | IN_ONLYDIR;
constexpr int maxFolders = 4096;
constexpr std::chrono::milliseconds quiet{100};

bool isOfNoInterest(const fs::path& folder)
{
    const std::string name = folder.filename().string();
    return name.starts_with('.') || name == "queue" || name == "Maildir";
}

} // namespace

FolderWatch::FolderWatch(asio::posix::stream_descriptor events)
    : m_events(std::move(events)), m_quiet(m_events.get_executor())
{}

Result<FolderWatch> FolderWatch::make(const asio::any_io_executor& executor)
{
    const int descriptor = ::inotify_init1(IN_CLOEXEC | IN_NONBLOCK);
    if (descriptor < 0)
        return fail(Fault::Configuration, std::string("changes of files can't be watched: ") + std::strerror(errno));
    return FolderWatch(asio::posix::stream_descriptor(executor, descriptor));
}

Result<void> FolderWatch::add(const std::string& folder)
{
    if (::inotify_add_watch(m_events.native_handle(), folder.c_str(), wanted) >= 0)
        return {};
    const std::string why =
        errno == ENOSPC ? "this user watches too many folders (fs.inotify.max_user_watches)" : std::strerror(errno);
    return fail(Fault::Configuration, folder + ": can't be watched: " + why);
}

Result<void> FolderWatch::addTree(const std::string& folder)
{
    if (auto added = add(folder); !added)
        return added;
    std::error_code error;
    int left = maxFolders;
    fs::recursive_directory_iterator each(folder, fs::directory_options::skip_permission_denied, error);
    for (const fs::recursive_directory_iterator end; !error && each != end && left > 0; each.increment(error)) {
        std::error_code ignored;
        if (each->is_symlink(ignored) || !each->is_directory(ignored))
            continue;
        if (isOfNoInterest(each->path())) {
            each.disable_recursion_pending();
            continue;
        }
        --left;
        if (auto added = add(each->path().string()); !added && fs::exists(each->path(), ignored))
            return added;
    }
    return {};
}

asio::awaitable<std::error_code> FolderWatch::changed()
{
    using namespace asio::experimental::awaitable_operators;
    std::array<char, 4096> buffer;
    std::error_code error;
    co_await m_events.async_read_some(asio::buffer(buffer), asio::redirect_error(asio::use_awaitable, error));
    for (bool more = !error; more;) {
        std::error_code readError;
        std::error_code waitError;
        m_quiet.expires_after(quiet);
        const auto first = co_await (
            m_events.async_read_some(asio::buffer(buffer), asio::redirect_error(asio::use_awaitable, readError)) ||
            m_quiet.async_wait(asio::redirect_error(asio::use_awaitable, waitError)));
        more = first.index() == 0 && !readError;
        if (first.index() == 0 && readError)
            error = readError;
    }
    co_return error;
}

void FolderWatch::cancel()
{
    std::error_code ignored;
    m_events.cancel(ignored);
}

} // namespace spp::runtime
