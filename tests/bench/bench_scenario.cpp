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
#include <memory>

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

/// What the runs of a benchmark share, as the cases of spp run do.
struct Stage
{
    runtime::TemporaryFolder home;
    scenario::Case scenario;
    scenario::RunPlace place;
};

/// nullptr if the disk fails.
std::unique_ptr<Stage> makeStage(const std::string& smtpPlugins)
{
    auto home = makeHome(smtpPlugins);
    auto parsed = scenario::parseScenario(dialog);
    auto world = home ? world::World::make(home->path(), {}) : tl::unexpected<Error>(home.error());
    if (!world || !parsed)
        return nullptr;
    scenario::RunPlace place{home->path(), "modern", std::make_shared<world::World>(std::move(*world)), false};
    return std::make_unique<Stage>(Stage{std::move(*home), std::move(parsed->cases.front()), std::move(place)});
}

/// One after the other, on one loop.
void runScenarios(benchmark::State& state, const Stage* stage)
{
    if (stage == nullptr)
        return state.SkipWithError("there is no stage");
    asio::io_context loop(1);
    for (auto _ : state) {
        bool passed = false;
        scenario::RunObserver observer;
        observer.finished = [&](const scenario::CaseRun& run) { passed = run.passed(); };
        std::make_shared<scenario::CaseRunner>(loop, stage->scenario, stage->place, std::move(observer))->run();
        loop.restart();
        loop.run();
        if (!passed)
            state.SkipWithError("the scenario failed");
    }
}

/// Makes its stage when it runs first.
void addBenchmark(const char* name, const std::string& smtpPlugins, int iterations, int repetitions)
{
    const auto stage = std::make_shared<std::unique_ptr<Stage>>();
    benchmark::RegisterBenchmark(name,
                                 [stage, smtpPlugins](benchmark::State& state) {
                                     if (!*stage)
                                         *stage = makeStage(smtpPlugins);
                                     runScenarios(state, stage->get());
                                 })
        ->UseRealTime()
        ->Unit(benchmark::kMicrosecond)
        ->Iterations(iterations)
        ->Repetitions(repetitions);
}

} // namespace

void registerScenario()
{
    addBenchmark("scenario/no plugins", "", 100, 30);
    addBenchmark("scenario/static plugin", std::string("[rcpt]\n") + SPP_BENCH_PLUGIN + "\n", 10, 100);
}

} // namespace spp::bench
