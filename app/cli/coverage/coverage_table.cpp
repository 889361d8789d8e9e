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

/// Longer names, of shells' lines, are cut in the table alone.
constexpr std::size_t longestName = 44;

std::string cut(const std::string& name)
{
    if (name.size() <= longestName)
        return name;
    std::size_t size = longestName - 3;
    while ((static_cast<unsigned char>(name[size]) & 0xC0U) == 0x80U) // not in the middle of a character
        --size;
    return name.substr(0, size) + "...";
}

TableRow tableRow(const PluginCoverage& plugin)
{
    TableRow row{cut(text::printable(plugin.name)), std::to_string(plugin.runs), {}, {}, Colour::Accept};
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
    std::size_t plugin = 0;
    std::size_t seen = 0;
    for (const TableRow& row : rows) {
        plugin = std::max(plugin, row.plugin.size());
        seen = std::max(seen, row.seen.size());
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
            why += "; " + counted(plugin.pretended, "answer") + " in its place, which " +
                   (plugin.pretended == 1 ? "is" : "are") + " not counted";
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
        if (home.plugins.empty())
            continue;
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
    const CoverageSum sum = sumOf(homes);
    if (sum.plugins > 0)
        screen.line(0, "(in brackets: nothing announces it, so nobody has to show it)", Colour::Muted);
    screen.blank();
    screen.line(0, describe(sum), sum.isFull ? Colour::Accept : Colour::Refuse);
    screen.flush();
}

std::string describe(const CoverageSum& sum)
{
    if (sum.plugins == 0)
        return "there are no plugins of which something could be seen";
    const std::string all = counted(sum.wanted, "outcome") + " of " + counted(sum.plugins, "plugin");
    return sum.isFull ? "all seen: " + all : "seen: " + std::to_string(sum.wanted - sum.missing) + " of " + all;
}

} // namespace spp::cli
