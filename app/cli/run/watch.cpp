// SPDX-License-Identifier: MIT
#include "app/cli/run/watch.h"

#include "app/cli/run/status.h"
#include "core/runtime/folder_watch.h"

#include <asio/co_spawn.hpp>
#include <asio/io_context.hpp>
#include <asio/signal_set.hpp>

#include <unistd.h>

#include <csignal>
#include <filesystem>
#include <iostream>
#include <set>

namespace spp::cli
{

namespace
{

std::string folderOf(const std::string& file)
{
    const auto folder = std::filesystem::path(file).parent_path().string();
    return folder.empty() ? "." : folder;
}

/// Their scenarios' folders, and their homes with all that is below.
Result<void> addPlaces(runtime::FolderWatch& watch, const std::vector<PlannedCase>& cases)
{
    std::set<std::string> homes;
    std::set<std::string> folders;
    for (const PlannedCase& each : cases) {
        folders.insert(folderOf(each.file));
        if (!each.home.empty())
            homes.insert(each.home);
    }
    for (const std::string& home : homes)
        if (auto added = watch.addTree(home); !added)
            return added;
    for (const std::string& folder : folders)
        if (auto added = watch.add(folder); !added)
            return added;
    return {};
}

/// @return the signal that came first; 0: something has changed
int waitForChange(asio::io_context& loop, runtime::FolderWatch& watch)
{
    int endedBy = 0;
    asio::signal_set signals(loop, SIGINT, SIGTERM, SIGHUP);
    signals.async_wait([&](const std::error_code& error, int signal) {
        if (error)
            return;
        endedBy = signal;
        watch.cancel();
    });
    asio::co_spawn(loop, watch.changed(), [&](const std::exception_ptr&, const std::error_code&) { signals.cancel(); });
    loop.restart();
    loop.run();
    return endedBy;
}

} // namespace

int watch(const RunOptions& options, const std::function<int(std::vector<PlannedCase> cases)>& run)
{
    for (;;) {
        asio::io_context loop(1);
        auto cases = planCases(options);
        auto watch = runtime::FolderWatch::make(loop.get_executor());
        if (!watch)
            return complain(watch.error());
        // Before they run: what is changed meanwhile counts.
        if (const auto added = addPlaces(*watch, cases); !added)
            return complain(added.error());
        if (::isatty(STDOUT_FILENO) != 0)
            std::cout << "\033[H\033[2J";
        if (const int status = run(std::move(cases)); status < 0)
            return status;
        std::cout << "waiting for a change …" << std::endl;
        if (const int signal = waitForChange(loop, *watch); signal != 0)
            return -signal;
    }
}

} // namespace spp::cli
