// SPDX-License-Identifier: MIT
#include "app/cli/coverage/coverage_files.h"

#include "app/cli/markup.h"
#include "core/base/text.h"
#include "core/runtime/files.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>

namespace spp::cli
{

namespace
{

using coverage::Origin;
using coverage::OutcomeRow;
using coverage::PluginCoverage;
using nlohmann::ordered_json;

using Format = std::string (*)(const std::vector<HomeCoverage>&);
constexpr std::array<std::pair<std::string_view, Format>, 3> formats{
    {{".html", &formatCoverageHtml}, {".xml", &formatCoverageJUnit}, {".json", &formatCoverageJson}}};

std::string_view formatOrigin(Origin origin)
{
    switch (origin) {
    case Origin::Head: return "head";
    case Origin::Source: return "source";
    case Origin::Unknown: return "unknown";
    }
    return "";
}

ordered_json asJson(const OutcomeRow& row)
{
    return {{"outcome", text::printable(formatOutcome(row.outcome))},
            {"wanted", row.isWanted},
            {"announced", row.isAnnounced},
            {"times", row.times},
            {"first", text::printable(row.first)},
            {"meaning", text::printable(row.meaning)}};
}

ordered_json asJson(const PluginCoverage& plugin)
{
    ordered_json lines = ordered_json::array();
    for (const auto& line : plugin.lines)
        lines.push_back(text::printable(line));
    ordered_json outcomes = ordered_json::array();
    for (const OutcomeRow& row : plugin.outcomes)
        outcomes.push_back(asJson(row));
    return {{"plugin", text::printable(plugin.name)},
            {"lines", std::move(lines)},
            {"runs", plugin.runs},
            {"pretended", plugin.pretended},
            {"known", formatOrigin(plugin.origin)},
            {"outcomes", std::move(outcomes)}};
}

std::string failureOf(const PluginCoverage& plugin, const OutcomeRow& row)
{
    const std::string meaning = row.meaning.empty() ? "" : " (" + text::printable(row.meaning) + ")";
    return (plugin.hasRun() ? "never seen: " : "never ran: ") + text::printable(plugin.name) + " → " +
           text::printable(formatOutcome(row.outcome)) + meaning;
}

/// What nobody wants and nobody has seen is no test.
bool isTest(const OutcomeRow& row)
{
    return row.isWanted || row.times > 0;
}

std::string testCase(const std::string& className, const PluginCoverage& plugin, const OutcomeRow& row)
{
    const std::string begin = "  <testcase classname=\"" + escaped(className) + "\" name=\"" +
                              escaped(text::printable(formatOutcome(row.outcome))) + "\" time=\"0\"";
    if (!row.isMissing())
        return begin + "/>\n";
    const std::string words = escaped(failureOf(plugin, row));
    return begin + ">\n    <failure type=\"spp\" message=\"" + words + "\">" + words + "</failure>\n  </testcase>\n";
}

} // namespace

bool isCoverageFile(std::string_view path)
{
    return std::ranges::any_of(formats, [&](const auto& format) { return path.ends_with(format.first); });
}

Result<void> writeCoverage(const std::string& path, const std::vector<HomeCoverage>& homes)
{
    for (const auto& [ending, format] : formats)
        if (path.ends_with(ending))
            return runtime::replaceFile(path, format(homes));
    return fail(Fault::Configuration, text::printable(path) + ": end it in .html, .xml or .json");
}

std::string formatCoverageJUnit(const std::vector<HomeCoverage>& homes)
{
    std::string cases;
    std::size_t tests = 0;
    for (const HomeCoverage& home : homes)
        for (const PluginCoverage& plugin : home.plugins)
            for (const OutcomeRow& row : plugin.outcomes)
                if (isTest(row)) {
                    ++tests;
                    cases += testCase(
                        (homes.size() > 1 ? text::printable(home.home) + ": " : "") + text::printable(plugin.name),
                        plugin, row);
                }
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuite name=\"spp coverage\" tests=\"" +
           std::to_string(tests) + "\" failures=\"" + std::to_string(sumOf(homes).missing) +
           "\" errors=\"0\" time=\"0\">\n" + cases + "</testsuite>\n";
}

std::string formatCoverageJson(const std::vector<HomeCoverage>& homes)
{
    const CoverageSum sum = sumOf(homes);
    ordered_json all = ordered_json::array();
    for (const HomeCoverage& home : homes) {
        ordered_json plugins = ordered_json::array();
        for (const PluginCoverage& plugin : home.plugins)
            plugins.push_back(asJson(plugin));
        all.push_back({{"home", text::printable(home.home)}, {"plugins", std::move(plugins)}});
    }
    const ordered_json document{
        {"full", sum.isFull}, {"wanted", sum.wanted}, {"seen", sum.wanted - sum.missing}, {"homes", std::move(all)}};
    return document.dump(2) + "\n";
}

} // namespace spp::cli
