// SPDX-License-Identifier: MIT
#include "app/cli/coverage/coverage_collector.h"

#include <algorithm>
#include <filesystem>

namespace spp::cli
{

CoverageSum sumOf(const std::vector<HomeCoverage>& homes)
{
    CoverageSum sum;
    for (const HomeCoverage& home : homes) {
        sum.plugins += home.plugins.size();
        sum.isFull = sum.isFull && coverage::isFull(home.plugins);
        for (const auto& plugin : home.plugins) {
            sum.wanted += plugin.wanted();
            sum.missing += plugin.missing();
        }
    }
    return sum;
}

void CoverageCollector::add(const PlannedCase& planned, const CaseResult& result)
{
    if (planned.home.empty())
        return;
    std::error_code error;
    const auto path = std::filesystem::weakly_canonical(planned.home, error);
    auto& home =
        m_homes.try_emplace(error ? planned.home : path.string(), error ? planned.home : path.string()).first->second;
    const auto& sessions = planned.scenario.sessions;
    for (std::size_t i = 0; i < std::min(sessions.size(), result.run.sessions.size()); ++i)
        home.coverage.add(result.run.sessions[i].timeline, sessions[i].stage.overrides, result.name());
}

std::vector<HomeCoverage> CoverageCollector::homes() const
{
    std::vector<HomeCoverage> homes;
    for (const auto& [path, home] : m_homes)
        homes.push_back({path, home.coverage.plugins()});
    return homes;
}

} // namespace spp::cli
