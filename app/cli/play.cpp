// SPDX-License-Identifier: MIT
#include "app/cli/play.h"

#include "app/cli/run/trace_recording.h"
#include "core/scenario/staged_home.h"

#include <asio/io_context.hpp>
#include <asio/signal_set.hpp>

#include <csignal>
#include <memory>
#include <utility>

namespace spp::cli
{

Result<Played> play(const PlannedCase& planned, const RunOptions& options,
                    const std::function<void(std::string_view)>& trace)
{
    if (!planned.error.empty())
        return fail(Fault::Configuration, planned.error);
    const scenario::Dialog& first = planned.scenario.sessions.front();
    const auto home = scenario::StagedHome::make(planned.home, first.controls, true);
    if (!home)
        return tl::unexpected<Error>(home.error());
    auto world = makeWorld(home->path(), options.world, first.world);
    if (!world)
        return tl::unexpected<Error>(world.error());

    Played played{{}, home->path(), 0};
    asio::io_context loop(1);
    asio::signal_set signals(loop, SIGINT, SIGTERM, SIGHUP);
    scenario::RunObserver observer;
    observer.finished = [&](scenario::CaseRun run) {
        played.run = std::move(run);
        signals.cancel();
    };
    if (trace)
        observer = recording(std::move(observer), planned, home->path(), trace);
    const auto runner = std::make_shared<scenario::CaseRunner>(
        loop, planned.scenario, scenario::RunPlace{home->path(), options.dialect, std::move(*world), options.trace},
        std::move(observer));
    signals.async_wait([&](const std::error_code& error, int signal) {
        if (error)
            return;
        played.endedBy = signal;
        runner->stop();
    });
    runner->run();
    loop.run();
    if (!played.run.error.empty())
        return fail(Fault::Configuration, planned.file + ": " + played.run.error);
    return played;
}

} // namespace spp::cli
