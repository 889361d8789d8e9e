// SPDX-License-Identifier: MIT
/// Scenarios as spp run plays them, many to a second: of a home without plugins, and of one whose plugin is a static program.
#include "tests/bench/benchmarks.h"

#include "core/runtime/temporary_folder.h"
#include "core/scenario/case_runner.h"
#include "core/world/world.h"

#include <benchmark/benchmark.h>
#include <asio/io_context.hpp>

#include <filesystem>
#include <fstream>

namespace spp::bench
{

namespace
{

constexpr std::string_view dialog =
    "S: 220\nC: EHLO mx.example.net\nS: 250\nC: MAIL FROM:<a@example.net>\nS: 250\n"
    "C: RCPT TO:<b@example.org>\nS: 250\nC: QUIT\nS: 221\n";

/// With a control folder; fails if the disk does.
Result<runtime::TemporaryFolder> makeHome(const std::string& smtpPlugins)
{
    auto home = runtime::TemporaryFolder::make("bench");
    if (!home)
        return home;
    std::filesystem::create_directory(home->path() + "/control");
    std::ofstream(home->path() + "/control/me") << "mx.example.org\n";
    std::ofstream(home->path() + "/control/rcpthosts") << "example.org\n";
    std::ofstream(home->path() + "/control/smtpplugins") << smtpPlugins;
    return home;
}

/// One after the other, on one loop.
void runScenarios(benchmark::State& state, const std::string& smtpPlugins)
{
    const auto home = makeHome(smtpPlugins);
    const auto scenario = scenario::parseScenario(dialog);
    if (!home || !scenario)
        return state.SkipWithError("there is no home");
    auto world = world::World::make(home->path(), {});
    if (!world)
        return state.SkipWithError("there is no world");
    const scenario::RunPlace place{home->path(), "modern", std::make_shared<world::World>(std::move(*world)), false};
    for (auto _ : state) {
        asio::io_context loop(1);
        bool passed = false;
        scenario::RunObserver observer;
        observer.finished = [&](const scenario::CaseRun& run) { passed = run.passed(); };
        std::make_shared<scenario::CaseRunner>(loop, scenario->cases.front(), place, std::move(observer))->run();
        loop.run();
        if (!passed)
            state.SkipWithError("the scenario failed");
    }
}

} // namespace

void registerScenario()
{
    benchmark::RegisterBenchmark("scenario/no plugins", [](benchmark::State& state) { runScenarios(state, ""); })
        ->UseRealTime()
        ->Unit(benchmark::kMicrosecond);
    benchmark::RegisterBenchmark(
        "scenario/static plugin",
        [](benchmark::State& state) { runScenarios(state, std::string("[rcpt]\n") + SPP_BENCH_PLUGIN + "\n"); })
        ->UseRealTime()
        ->Unit(benchmark::kMicrosecond)
        ->Iterations(10)
        ->Repetitions(100);
}

} // namespace spp::bench
