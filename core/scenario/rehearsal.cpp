// SPDX-License-Identifier: MIT
#include "core/scenario/rehearsal.h"

#include "core/scenario/case_runner.h"
#include "core/scenario/run_dialog.h"
#include "core/scenario/staged_home.h"
#include "core/world/world.h"

#include <asio/io_context.hpp>
#include <asio/post.hpp>

#include <algorithm>
#include <filesystem>
#include <memory>
#include <utility>

namespace spp::scenario
{

namespace fs = std::filesystem;

namespace
{

/// What went wrong first; empty: nothing.
std::string firstTrouble(const CaseRun& run)
{
    if (run.stopped)
        return "it was cancelled";
    if (!run.error.empty())
        return run.error;
    for (const SessionRun& session : run.sessions)
        for (const Failure& failure : session.failures)
            return (failure.line == 0 ? "" : "line " + std::to_string(failure.line) + ": ") + describe(failure);
    return {};
}

Result<std::string> runCase(const Case& scenario, const std::string& path, const std::string& dialect,
                            const world::WorldPlan& plan, const std::stop_token& stop)
{
    const Dialog& first = scenario.sessions.front();
    const auto where = findHome(path, first);
    if (!where)
        return tl::unexpected<Error>(where.error());
    const auto home = StagedHome::make(*where, first.controls, false);
    if (!home)
        return tl::unexpected<Error>(home.error());
    auto world = world::World::make(home->path(), world::joined(plan, first.world));
    if (!world)
        return tl::unexpected<Error>(world.error());
    asio::io_context loop(1);
    std::string trouble;
    RunObserver observer;
    observer.finished = [&](const CaseRun& run) { trouble = firstTrouble(run); };
    const RunPlace place{home->path(), dialect, std::make_shared<world::World>(std::move(*world)), false};
    const auto runner = std::make_shared<CaseRunner>(loop, scenario, place, std::move(observer));
    const std::stop_callback onStop(stop, [&] { asio::post(loop, [&] { runner->stop(); }); });
    runner->run();
    loop.run();
    return trouble;
}

} // namespace

std::vector<std::string> dialogsOf(const std::string& home)
{
    std::vector<std::string> dialogs;
    std::error_code error;
    const fs::path folder = fs::path(home) / "dialogs";
    for (fs::recursive_directory_iterator each(folder, error), end; !error && each != end; each.increment(error)) {
        std::error_code ignored;
        if (each->path().extension() == ".spp" && each->is_regular_file(ignored))
            dialogs.push_back(each->path().lexically_relative(home).string());
    }
    std::sort(dialogs.begin(), dialogs.end());
    return dialogs;
}

Rehearsal rehearse(const std::string& home, const std::string& dialog, const std::string& dialect,
                   const world::WorldPlan& plan, const std::stop_token& stop)
{
    const std::string path = (fs::path(home) / dialog).string();
    const auto scenario = readScenario(path);
    if (!scenario)
        return {scenario.error().message};
    for (const Case& each : scenario->cases) {
        const auto trouble = runCase(each, path, dialect, plan, stop);
        if (!trouble || !trouble->empty())
            return {trouble ? *trouble : trouble.error().message};
    }
    return {};
}

} // namespace spp::scenario
