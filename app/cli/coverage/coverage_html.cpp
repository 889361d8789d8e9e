// SPDX-License-Identifier: MIT
#include "app/cli/coverage/coverage_files.h"
#include "app/cli/coverage/coverage_table.h"
#include "app/cli/markup.h"
#include "core/base/text.h"

namespace spp::cli
{

namespace
{

using coverage::Origin;
using coverage::OutcomeRow;
using coverage::PluginCoverage;

/// Colours differ in lightness, too, and each state is a word as well.
constexpr std::string_view pageHead = R"(<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Outcome coverage</title>
<style>
:root { color-scheme: light dark; --text: #1c2128; --muted: #59636e; --line: #d1d9e0; --page: #ffffff; --panel: #f4f6f8;
  --good: #116329; --good-panel: #dafbe1; --bad: #a40e26; --bad-panel: #ffebe9; --odd: #7d4e00; --odd-panel: #fff4d1; }
@media (prefers-color-scheme: dark) {
  :root { --text: #e6eaef; --muted: #9aa4af; --line: #3a424c; --page: #14181d; --panel: #1d232a;
    --good: #7ee2a0; --good-panel: #12351f; --bad: #ffa198; --bad-panel: #451a1c; --odd: #f2cc60; --odd-panel: #3b2c05; } }
body { font: 16px/1.5 system-ui, sans-serif; color: var(--text); background: var(--page); max-width: 70rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.6rem; } h2 { font-size: 1.25rem; margin-top: 2.5rem; } h3 { font-size: 1.05rem; margin-bottom: .25rem; }
code, td.outcome { font-family: ui-monospace, monospace; } p { margin: .25rem 0; } .muted { color: var(--muted); }
.sum { font-size: 1.1rem; padding: .75rem 1rem; border-radius: .5rem; background: var(--panel); }
.good { color: var(--good); } .bad { color: var(--bad); } .odd { color: var(--odd); }
.sum.good { background: var(--good-panel); } .sum.bad { background: var(--bad-panel); }
meter { width: 12rem; vertical-align: middle; }
table { border-collapse: collapse; width: 100%; margin: .5rem 0 1.5rem; } th, td { text-align: left; vertical-align: top; padding: .3rem .75rem; border-bottom: 1px solid var(--line); overflow-wrap: anywhere; }
th { color: var(--muted); font-weight: 600; } td.number { text-align: right; font-variant-numeric: tabular-nums; }
tr.bad td { background: var(--bad-panel); } tr.odd td { background: var(--odd-panel); } a { color: inherit; }
</style>
</head>
<body>
)";

std::string shown(std::string_view words)
{
    return escaped(text::printable(words));
}

std::string cell(std::string_view words, std::string_view kind = {})
{
    return "<td" + (kind.empty() ? std::string() : " class=\"" + std::string(kind) + "\"") + ">" + std::string(words) +
           "</td>";
}

std::string tableHead(std::initializer_list<std::string_view> names)
{
    std::string row = "<table>\n<thead><tr>";
    for (const auto name : names)
        row += "<th scope=\"col\">" + std::string(name) + "</th>";
    return row + "</tr></thead>\n<tbody>\n";
}

std::string anchorOf(std::size_t home, std::size_t plugin)
{
    return "p" + std::to_string(home) + "-" + std::to_string(plugin);
}

std::string overview(const HomeCoverage& home, std::size_t number)
{
    std::string page = tableHead({"plugin", "runs", "seen", "never seen"});
    for (std::size_t i = 0; i < home.plugins.size(); ++i) {
        const PluginCoverage& plugin = home.plugins[i];
        std::string missing;
        for (const OutcomeRow& row : plugin.outcomes)
            if (row.isMissing())
                missing += (missing.empty() ? "" : ", ") + shown(formatOutcome(row.outcome));
        const std::string seen =
            std::to_string(plugin.wanted() - plugin.missing()) + " of " + std::to_string(plugin.wanted());
        page += std::string("<tr") + (plugin.hasRun() && missing.empty() ? "" : " class=\"bad\"") + ">" +
                cell("<a href=\"#" + anchorOf(number, i) + "\"><code>" + shown(plugin.name) + "</code></a>") +
                cell(plugin.hasRun() ? std::to_string(plugin.runs) : "never ran", "number") + cell(seen) +
                cell(missing) + "</tr>\n";
    }
    return page + "</tbody>\n</table>\n";
}

std::string stateOf(const OutcomeRow& row, Origin origin)
{
    if (row.isMissing())
        return "<strong class=\"bad\">never seen</strong>";
    if (row.times == 0)
        return "<span class=\"muted\">never seen; nothing announces it</span>";
    if (!row.isAnnounced && origin == Origin::Head)
        return "<strong class=\"odd\">seen, though its head does not say so</strong>";
    return "<span class=\"good\">seen</span>";
}

std::string originOf(Origin origin)
{
    switch (origin) {
    case Origin::Head: return "";
    case Origin::Source: return "What it can print is taken from its source, which may not tell all.";
    case Origin::Unknown: return "Nothing says what it can print.";
    }
    return "";
}

std::string details(const PluginCoverage& plugin, const std::string& anchor)
{
    std::string page = "<h3 id=\"" + anchor + "\"><code>" + shown(plugin.name) + "</code></h3>\n";
    for (const auto& line : plugin.lines)
        page += "<p class=\"muted\"><code>" + shown(line) + "</code></p>\n";
    if (const auto words = originOf(plugin.origin); !words.empty())
        page += "<p class=\"odd\">" + words + "</p>\n";
    if (plugin.pretended > 0)
        page += "<p>" + counted(plugin.pretended, "run") + " in whose place a scenario answered: not counted.</p>\n";
    page += tableHead({"outcome", "meaning", "state", "runs", "first in"});
    for (const OutcomeRow& row : plugin.outcomes) {
        const bool isOdd = row.times > 0 && !row.isAnnounced && plugin.origin == Origin::Head;
        page += std::string("<tr") +
                (row.isMissing() ? " class=\"bad\""
                 : isOdd         ? " class=\"odd\""
                                 : "") +
                ">" + cell(shown(formatOutcome(row.outcome)), "outcome") + cell(shown(row.meaning)) +
                cell(stateOf(row, plugin.origin)) + cell(std::to_string(row.times), "number") + cell(shown(row.first)) +
                "</tr>\n";
    }
    return page + "</tbody>\n</table>\n";
}

} // namespace

std::string formatCoverageHtml(const std::vector<HomeCoverage>& homes)
{
    const CoverageSum sum = sumOf(homes);
    std::string page(pageHead);
    page += "<h1>Outcome coverage</h1>\n<p class=\"sum " + std::string(sum.isFull ? "good" : "bad") +
            "\"><meter max=\"" + std::to_string(sum.wanted) + "\" value=\"" + std::to_string(sum.wanted - sum.missing) +
            "\"></meter> " + escaped(describe(sum)) + "</p>\n";
    for (std::size_t i = 0; i < homes.size(); ++i) {
        page += "<h2>" + shown(homes[i].home) + "</h2>\n" + overview(homes[i], i);
        for (std::size_t j = 0; j < homes[i].plugins.size(); ++j)
            page += details(homes[i].plugins[j], anchorOf(i, j));
    }
    return page + "</body>\n</html>\n";
}

} // namespace spp::cli
