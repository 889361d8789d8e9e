// SPDX-License-Identifier: MIT
/// Outcome coverage over the cases of a run, home by home. Reads the homes.
#pragma once

#include "app/cli/run/planned_case.h"
#include "app/cli/run/result.h"
#include "core/coverage/coverage.h"
#include "core/runtime/disk_view.h"

#include <map>
#include <string>
#include <vector>

namespace spp::cli
{

struct HomeCoverage
{
    std::string home;
    std::vector<coverage::PluginCoverage> plugins;
};

/// What was seen of what there is.
struct CoverageSum
{
    std::size_t plugins = 0;
    std::size_t wanted = 0;
    std::size_t missing = 0;
    bool isFull = true;
};
CoverageSum sumOf(const std::vector<HomeCoverage>& homes);

class CoverageCollector
{
public:
    /// What could be run of it counts, whether it went as expected or not.
    void add(const PlannedCase& planned, const CaseResult& result);

    std::vector<HomeCoverage> homes() const;

private:
    struct Home
    {
        explicit Home(const std::string& path) : view(path), coverage(view) {}
        Home(const Home&) = delete;
        Home& operator=(const Home&) = delete;

        runtime::DiskView view;
        coverage::Coverage coverage; ///< looks through the view
    };

    std::map<std::string, Home> m_homes; ///< by their paths
};

} // namespace spp::cli
