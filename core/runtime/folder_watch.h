// SPDX-License-Identifier: MIT
/// Tells when files in some folders are written, made, renamed, removed or get another mode. Source: inotify(7).
/// Used on its executor only.
#pragma once

#include "core/base/error.h"

#include <asio/any_io_executor.hpp>
#include <asio/awaitable.hpp>
#include <asio/posix/stream_descriptor.hpp>
#include <asio/steady_timer.hpp>

#include <chrono>
#include <string>

namespace spp::runtime
{

class FolderWatch
{
public:
    static Result<FolderWatch> make(const asio::any_io_executor& executor);

    /// From now on. A folder that is watched already may be given again.
    Result<void> add(const std::string& folder);
    /// It and what is below it now, but for hidden folders and for those with mail in them (queue, Maildir); at most some thousand.
    Result<void> addTree(const std::string& folder);

    /// Something has changed since the last time, and then nothing for a tenth of a second: editors and compilers write several files.
    /// @return an error if it was cancelled
    asio::awaitable<std::error_code> changed();
    void cancel();

private:
    explicit FolderWatch(asio::posix::stream_descriptor events);

    asio::posix::stream_descriptor m_events;
    asio::steady_timer m_quiet;
};

} // namespace spp::runtime
