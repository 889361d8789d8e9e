// SPDX-License-Identifier: MIT
/// Runs the benchmarks, those that are compared in a mixed order so that other work on the machine meets them alike, and tells
/// the medians and their ratios. Takes the options of Google Benchmark.
#include "core/runtime/process.h"
#include "tests/bench/benchmarks.h"
#include "tests/bench/ratios.h"

#include <string>
#include <vector>

int main(int argc, char** argv)
{
    spp::runtime::prepareSignals();
    // Ahead of those of the command line, which win.
    std::vector<std::string> options{"spp_bench", "--benchmark_repetitions=15", "--benchmark_min_time=0.1",
                                     "--benchmark_enable_random_interleaving=true",
                                     "--benchmark_display_aggregates_only=true"};
    options.insert(options.end(), argv + 1, argv + argc);
    std::vector<char*> pointers;
    for (std::string& option : options)
        pointers.push_back(option.data());
    int count = static_cast<int>(pointers.size());
    benchmark::Initialize(&count, pointers.data());
    if (benchmark::ReportUnrecognizedArguments(count, pointers.data()))
        return 2;

    spp::bench::registerDecoding();
    spp::bench::registerSession();
    spp::bench::registerPluginRun();
    spp::bench::registerScenario();
    spp::bench::RatioReporter reporter;
    benchmark::RunSpecifiedBenchmarks(&reporter);
}
