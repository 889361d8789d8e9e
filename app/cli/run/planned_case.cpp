// SPDX-License-Identifier: MIT
#include "app/cli/run/planned_case.h"

#include "core/base/text.h"
#include "core/scenario/run_dialog.h"

#include <utility>

namespace spp::cli
{

namespace
{

Result<std::string> prepare(scenario::Case& each, const std::string& file, const RunOptions& options)
{
    for (scenario::Dialog& session : each.sessions)
        if (const auto message = scenario::useMessageFile(session, options.message); !message)
            return tl::unexpected<Error>(message.error());
    if (options.against)
        return std::string();
    return options.home.empty() ? scenario::findHome(file, each.sessions.front()) : Result<std::string>(options.home);
}

} // namespace

std::vector<PlannedCase> planCases(const RunOptions& options)
{
    std::vector<PlannedCase> cases;
    for (const std::string& file : options.files) {
        auto scenario = scenario::readScenario(file);
        if (!scenario) {
            cases.push_back({file, {}, {}, {}, scenario.error().message});
            continue;
        }
        for (scenario::Case& each : scenario->cases) {
            const auto home = prepare(each, file, options);
            cases.push_back({file, text::printable(each.row), home.value_or(""), std::move(each),
                             home ? std::string() : home.error().message});
        }
    }
    return cases;
}

} // namespace spp::cli
