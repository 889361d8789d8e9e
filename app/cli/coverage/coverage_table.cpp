// SPDX-License-Identifier: MIT
#include "app/cli/coverage/coverage_table.h"

#include "core/base/text.h"

#include <algorithm>

namespace spp::cli
{

namespace
{

using coverage::Origin;
using coverage::OutcomeRow;
using coverage::PluginCoverage;

struct TableRow
{
    std::string plugin;
    std::string runs;
    std::string seen;
    std::string neverSeen;
    Colour colour = Colour::Plain;
};

void append(std::string& list, const std::string& word)
{
    list += (list.empty() ? "" : ", ") + word;
}

TableRow tableRow(const PluginCoverage& plugin)
{
    TableRow row{text::printable(plugin.name), std::to_string(plugin.runs), {}, {}, Colour::Accept};
    std::string besides; // that nobody needs to show
    for (const OutcomeRow& outcome : plugin.outcomes) {
        const std::string words = text::printable(formatOutcome(outcome.outcome));
        if (outcome.times > 0)
            append(row.seen, words + " " + std::to_string(outcome.times));
        else
            append(outcome.isWanted ? row.neverSeen : besides, words);
    }
    row.colour = plugin.hasRun() && plugin.missing() == 0 ? Colour::Accept : Colour::Refuse;
    if (!plugin.hasRun())
        row.seen = "never ran";
    if (!besides.empty())
        row.neverSeen += (row.neverSeen.empty() ? "(" : " (") + besides + ")";
    return row;
}

void printTable(Screen& screen, const std::vector<PluginCoverage>& plugins)
{
    std::vector<TableRow> rows{{"plugin", "runs", "seen", "never seen", Colour::Strong}};
    std::ranges::transform(plugins, std::back_inserter(rows), tableRow);
    constexpr std::size_t widest = 48; // a longer text moves what stands behind it
    std::size_t plugin = 0;
    std::size_t seen = 0;
    for (const TableRow& row : rows) {
        plugin = std::max(plugin, std::min(row.plugin.size(), widest));
        seen = std::max(seen, std::min(row.seen.size(), widest));
    }
    for (const TableRow& row : rows)
        screen.line(0,
                    padded(row.plugin, plugin) + "  " +
                        std::string(4 - std::min<std::size_t>(row.runs.size(), 4), ' ') + row.runs + "  " +
                        padded(row.seen, seen) + "  " + row.neverSeen,
                    row.colour);
}

std::string namesOf(const std::vector<PluginCoverage>& plugins, Origin origin)
{
    std::string names;
    for (const auto& plugin : plugins)
        if (plugin.origin == origin)
            append(names, text::printable(plugin.name));
    return names;
}

void printMissing(Screen& screen, const PluginCoverage& plugin)
{
    const std::string name = text::printable(plugin.name);
    if (!plugin.hasRun()) {
        std::string why = plugin.lines.empty() ? "" : ": " + text::printable(plugin.lines.front());
        if (plugin.pretended > 0)
            why += "; " + counted(plugin.pretended, "answer") + " in its place don't count";
        screen.line(0, "never ran: " + name + why, Colour::Refuse);
        return;
    }
    for (const OutcomeRow& row : plugin.outcomes)
        if (row.isMissing())
            screen.line(0,
                        "never seen: " + name + " → " + text::printable(formatOutcome(row.outcome)) +
                            (row.meaning.empty() ? "" : "  (" + text::printable(row.meaning) + ")"),
                        Colour::Refuse);
    for (const OutcomeRow* row : plugin.unannounced())
        screen.line(0,
                    "not announced: " + name + " → " + text::printable(formatOutcome(row->outcome)) +
                        ", which its head does not say; first in " + text::printable(row->first),
                    Colour::Defer);
}

} // namespace

void printCoverage(Screen& screen, const std::vector<HomeCoverage>& homes)
{
    for (const HomeCoverage& home : homes) {
        screen.blank();
        if (homes.size() > 1)
            screen.line(0, "home " + text::printable(home.home), Colour::Strong);
        printTable(screen, home.plugins);
        for (const auto& plugin : home.plugins)
            printMissing(screen, plugin);
        if (const auto names = namesOf(home.plugins, Origin::Source); !names.empty())
            screen.line(0, "from the source, which may not tell all: " + names, Colour::Muted);
        if (const auto names = namesOf(home.plugins, Origin::Unknown); !names.empty())
            screen.line(0, "nothing says what they print: " + names, Colour::Muted);
    }
    screen.blank();
    const CoverageSum sum = sumOf(homes);
    screen.line(0, describe(sum), sum.isFull ? Colour::Accept : Colour::Refuse);
    screen.flush();
}

std::string describe(const CoverageSum& sum)
{
    const std::string all = std::to_string(sum.wanted);
    const std::string of = " outcomes of " + counted(sum.plugins, "plugin");
    return sum.missing == 0 ? "all " + all + of + " were seen"
                            : std::to_string(sum.wanted - sum.missing) + " of " + all + of + " were seen";
}

} // namespace spp::cli
