// SPDX-License-Identifier: MIT
#include "core/coverage/coverage.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <utility>

namespace spp::coverage
{

namespace
{

using Kind = Outcome::Kind;

constexpr const char* usualPath = "control/smtpplugins";

/// The outcomes that a plugin has before anything was seen of it.
std::vector<OutcomeRow> rowsFor(const Abilities& abilities)
{
    const library::Announcement& announced = abilities.announced;
    std::vector<OutcomeRow> rows;
    const auto add = [&](Outcome outcome, bool isAnnounced, const std::string& meaning) {
        const auto same = std::ranges::find(rows, outcome, &OutcomeRow::outcome);
        if (same == rows.end())
            rows.push_back({std::move(outcome), isAnnounced, isAnnounced, meaning, 0, {}});
        else if (!meaning.empty())
            same->meaning += (same->meaning.empty() ? "" : "; ") + meaning;
    };
    if (announced.passes)
        add({Kind::Pass}, true, {});
    for (const auto& command : announced.commands)
        add({Kind::Command, command.command}, true, command.meaning);
    add({Kind::Failure}, announced.fails.has_value(), announced.fails.value_or(""));
    add({Kind::TimeOut}, false, {});
    return rows;
}

/// What is announced without a code stands for that letter with any code.
std::string letterOf(const std::string& command)
{
    return command.substr(0, command.find_first_of("0123456789"));
}

/// An outcome with a code gets a row of its own behind that of its letter, if that was announced without one; which is then no longer
/// wanted for itself.
OutcomeRow& rowOf(std::vector<OutcomeRow>& rows, const Outcome& outcome)
{
    const auto rowWith = [&](const Outcome& wanted) { return std::ranges::find(rows, wanted, &OutcomeRow::outcome); };
    if (const auto same = rowWith(outcome); same != rows.end())
        return *same;
    const auto general = rowWith({Kind::Command, letterOf(outcome.command)});
    if (outcome.kind == Kind::Command && general != rows.end() && general->isAnnounced) {
        OutcomeRow row{outcome, true, true, general->meaning, 0, {}};
        general->isWanted = false;
        return *rows.insert(std::next(general), std::move(row));
    }
    const auto place = outcome.kind == Kind::Pass ? rows.begin() : rowWith({Kind::Failure});
    return *rows.insert(place, OutcomeRow{outcome, false, false, {}, 0, {}});
}

/// It stands for the rows behind it.
bool isReplaced(const OutcomeRow& row)
{
    return row.isAnnounced && !row.isWanted && row.times == 0;
}

} // namespace

std::size_t PluginCoverage::wanted() const
{
    return static_cast<std::size_t>(std::ranges::count_if(outcomes, &OutcomeRow::isWanted));
}

std::size_t PluginCoverage::missing() const
{
    return static_cast<std::size_t>(std::ranges::count_if(outcomes, &OutcomeRow::isMissing));
}

std::vector<const OutcomeRow*> PluginCoverage::unannounced() const
{
    std::vector<const OutcomeRow*> rows;
    if (origin == Origin::Head)
        for (const OutcomeRow& row : outcomes)
            if (row.times > 0 && !row.isAnnounced)
                rows.push_back(&row);
    return rows;
}

bool isFull(const std::vector<PluginCoverage>& plugins)
{
    return std::ranges::all_of(plugins, [](const auto& plugin) { return plugin.hasRun() && plugin.missing() == 0; });
}

Coverage::Coverage(const check::HomeView& view) : m_view(view)
{
    if (const auto bytes = view.bytes(usualPath))
        enter(control::SmtpPlugins::parse(*bytes), usualPath);
}

void Coverage::add(const trace::Timeline& timeline, const std::vector<debug::Override>& overrides,
                   const std::string& scenario)
{
    if (timeline.plugins())
        enter(*timeline.plugins(), timeline.smtpPluginsPath());
    std::map<std::string, unsigned> runs;
    for (const trace::Step& step : timeline.steps()) {
        if (step.kind != trace::StepKind::Plugin || !step.plugin->whySkipped.empty())
            continue;
        const std::string& line = step.plugin->call.line;
        if (debug::findOverride(overrides, line, ++runs[line]) == nullptr)
            count(*step.plugin, scenario);
        else
            for (const std::string& program : programsOf({line, 0}, m_view))
                ++pluginNamed(program).coverage.pretended;
    }
}

std::vector<PluginCoverage> Coverage::plugins() const
{
    std::vector<PluginCoverage> result;
    for (const Plugin& plugin : m_plugins) {
        result.push_back(plugin.coverage);
        std::erase_if(result.back().outcomes, isReplaced);
    }
    return result;
}

void Coverage::enter(const control::SmtpPlugins& plugins, const std::string& path)
{
    for (std::size_t section = 0; section < control::sectionCount; ++section)
        for (const auto& entry : plugins.plugins(static_cast<control::Section>(section)))
            enter(static_cast<control::Section>(section), entry, path);
}

void Coverage::enter(control::Section section, const control::PluginEntry& entry, const std::string& path)
{
    const std::string line = path + ":" + std::to_string(entry.line) + " [" +
                             std::string(control::formatSection(section)) + "] " + entry.text;
    for (const std::string& program : programsOf(entry, m_view)) {
        auto& lines = pluginNamed(program).coverage.lines;
        if (std::ranges::find(lines, line) == lines.end())
            lines.push_back(line);
    }
}

Coverage::Plugin& Coverage::pluginNamed(const std::string& program)
{
    const auto found =
        std::ranges::find_if(m_plugins, [&](const Plugin& each) { return each.coverage.name == program; });
    if (found != m_plugins.end())
        return *found;
    Plugin plugin{{}, abilitiesOf(program, m_view)};
    plugin.coverage.name = program;
    plugin.coverage.origin = plugin.abilities.origin;
    plugin.coverage.outcomes = rowsFor(plugin.abilities);
    m_plugins.push_back(std::move(plugin));
    return m_plugins.back();
}

/// A wrapper and what it runs have had the run together: what one of them announces is no news of the other.
void Coverage::count(const trace::PluginStep& run, const std::string& scenario)
{
    const auto programs = programsOf({run.call.line, 0}, m_view);
    for (const std::string& program : programs)
        ++pluginNamed(program).coverage.runs;
    for (const Outcome& outcome : outcomesOf(run)) {
        const bool isKnown = std::ranges::any_of(
            programs, [&](const std::string& program) { return announces(pluginNamed(program), outcome); });
        for (const std::string& program : programs) {
            Plugin& plugin = pluginNamed(program);
            if (isKnown && programs.size() > 1 && !announces(plugin, outcome))
                continue;
            OutcomeRow& row = rowOf(plugin.coverage.outcomes, outcome);
            if (row.times++ == 0)
                row.first = scenario;
        }
    }
}

bool Coverage::announces(const Plugin& plugin, const Outcome& outcome)
{
    return std::ranges::any_of(plugin.coverage.outcomes, [&](const OutcomeRow& row) {
        return row.isAnnounced && (row.outcome == outcome ||
                                   (outcome.kind == Kind::Command && row.outcome.command == letterOf(outcome.command)));
    });
}

} // namespace spp::coverage
