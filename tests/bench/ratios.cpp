// SPDX-License-Identifier: MIT
#include "tests/bench/ratios.h"

#include <algorithm>
#include <array>
#include <iomanip>

namespace spp::bench
{

namespace
{

/// Of the times that two benchmarks take for the same work.
struct Ratio
{
    const char* what;
    const char* dividend;
    const char* divisor;
    const char* unit;
    const char* goal;
};

constexpr std::array ratios{
    Ratio{"decoding a message of text", "memcpy/text", "decode/text", "of memcpy", "0.25 or more"},
    Ratio{"decoding a message of long lines", "memcpy/long lines", "decode/long lines", "of memcpy", "0.25 or more"},
    Ratio{"decoding small messages", "memcpy/small messages", "decode/small messages", "of memcpy", "0.25 or more"},
    Ratio{"a plugin run", "run/plugin", "run/bare loop", "of a bare loop", "1.15 or less"},
    Ratio{"a scenario with that plugin", "scenario/static plugin", "run/plugin", "of that run", "1.15 or less"},
};

/// How many in a second.
struct Rate
{
    const char* what;
    const char* benchmark;
    const char* goal;
};

constexpr std::array rates{
    Rate{"scenarios without plugins", "scenario/no plugins", "5000 or more"},
};

} // namespace

void RatioReporter::ReportRuns(const std::vector<Run>& runs)
{
    for (const Run& run : runs)
        if (run.run_type == Run::RT_Iteration || run.aggregate_name == "median")
            m_runs.push_back(run);
}

/// In a mixed order they end all at once.
void RatioReporter::Finalize()
{
    std::sort(m_runs.begin(), m_runs.end(),
              [](const Run& a, const Run& b) { return a.run_name.function_name < b.run_name.function_name; });
    ConsoleReporter::ReportRuns(m_runs);
    for (const Run& run : m_runs) {
        const bool waits = run.run_name.time_type == "real_time";
        m_seconds[run.run_name.function_name] = (waits ? run.GetAdjustedRealTime() : run.GetAdjustedCPUTime()) /
                                                benchmark::GetTimeUnitMultiplier(run.time_unit);
    }
    printRatios();
}

void RatioReporter::printRatios()
{
    GetOutputStream() << "\n";
    for (const Ratio& ratio : ratios) {
        const auto dividend = m_seconds.find(ratio.dividend);
        const auto divisor = m_seconds.find(ratio.divisor);
        if (dividend == m_seconds.end() || divisor == m_seconds.end())
            continue;
        GetOutputStream() << std::left << std::setw(36) << ratio.what << std::fixed << std::setprecision(2)
                          << dividend->second / divisor->second << " " << std::setw(16) << ratio.unit
                          << "goal: " << ratio.goal << "\n";
    }
    for (const Rate& rate : rates)
        if (const auto seconds = m_seconds.find(rate.benchmark); seconds != m_seconds.end())
            GetOutputStream() << std::left << std::setw(36) << rate.what << std::fixed << std::setprecision(0)
                              << std::setw(5) << 1 / seconds->second << std::setw(16) << "a second"
                              << "goal: " << rate.goal << "\n";
}

} // namespace spp::bench
