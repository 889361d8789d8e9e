// SPDX-License-Identifier: MIT
/// The console's table of benchmarks, and below it what two of them are to each other, beside the goal.
#pragma once

#include <benchmark/benchmark.h>

#include <map>
#include <string>
#include <vector>

namespace spp::bench
{

class RatioReporter : public benchmark::ConsoleReporter
{
public:
    RatioReporter() : ConsoleReporter(OO_None) {}

    void ReportRuns(const std::vector<Run>& runs) override;
    void Finalize() override;

private:
    void printRatios();

    std::vector<Run> m_runs;                 ///< of several repetitions the median alone
    std::map<std::string, double> m_seconds; ///< of an iteration, by benchmark
};

} // namespace spp::bench
