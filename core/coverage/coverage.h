// SPDX-License-Identifier: MIT
/// Outcome coverage: over many sessions in a home, which of its plugins ran, and which of the outcomes that they can have were ever
/// seen. What a plugin can do its head says, or else its source as far as that is plain; see plugin_files.h.
///
/// Everything was seen of a plugin if each command that is announced was, and a pass unless its head says "Passes  never"; a failure if
/// its head announces one ("Ends  120"). Other failures and time-outs are told when they were seen and when they were not, and nobody
/// needs to show them.
///
/// A value; not thread-safe. Reads files only through the view it is given, which outlives it.
#pragma once

#include "core/coverage/outcome.h"
#include "core/coverage/plugin_files.h"
#include "core/debug/intervention.h"
#include "core/trace/timeline.h"

#include <cstddef>
#include <string>
#include <vector>

namespace spp::coverage
{

struct OutcomeRow
{
    Outcome outcome;
    bool isWanted = false;    ///< full coverage needs it
    bool isAnnounced = false; ///< by the head or the source; a pass is, unless "Passes  never"
    std::string meaning;      ///< in the head's words; may be empty
    std::size_t times = 0;    ///< runs in which it was seen
    std::string first;        ///< scenario in which it was seen first

    bool isMissing() const { return isWanted && times == 0; }
};

struct PluginCoverage
{
    std::string name;               ///< the program, as smtpplugins names it; or a shell's line that names none
    std::vector<std::string> lines; ///< "control/smtpplugins:12 [rcpt] :exec plugins/rbl", each once
    Origin origin = Origin::Unknown;
    std::size_t runs = 0;
    std::size_t pretended = 0;        ///< runs in whose place a scenario answered, or made a fault: they don't count
    std::vector<OutcomeRow> outcomes; ///< a pass, the commands, a failure, a time-out

    bool hasRun() const { return runs > 0; }
    std::size_t wanted() const;
    std::size_t missing() const;
    /// What it did though its head does not say so.
    std::vector<const OutcomeRow*> unannounced() const;
};

/// All that is wanted of all of them was seen.
bool isFull(const std::vector<PluginCoverage>& plugins);

class Coverage
{
public:
    /// The plugins of control/smtpplugins are in it from the beginning.
    explicit Coverage(const check::HomeView& view);

    /// @param overrides of the session: runs that they change don't count
    /// @param scenario its name
    void add(const trace::Timeline& timeline, const std::vector<debug::Override>& overrides,
             const std::string& scenario);

    /// In the order of smtpplugins.
    std::vector<PluginCoverage> plugins() const;

private:
    struct Plugin
    {
        PluginCoverage coverage;
        Abilities abilities;
    };

    void enter(const control::SmtpPlugins& plugins, const std::string& path);
    void enter(control::Section section, const control::PluginEntry& entry, const std::string& path);
    Plugin& pluginNamed(const std::string& program);
    void count(const trace::PluginStep& run, const std::string& scenario);
    static bool announces(const Plugin& plugin, const Outcome& outcome);

    const check::HomeView& m_view;
    std::vector<Plugin> m_plugins;
};

} // namespace spp::coverage
