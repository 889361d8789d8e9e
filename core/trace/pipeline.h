// SPDX-License-Identifier: MIT
/// What became of each plugin of smtpplugins in a run: how often it ran and how that came out, or why it was skipped or never reached.
/// A value; not thread-safe.
#pragma once

#include "core/trace/ended_steps.h"
#include "core/trace/timeline.h"

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace spp::trace
{

struct PipelinePlugin
{
    std::string line;                        ///< in smtpplugins
    std::string place;                       ///< "control/smtpplugins:12"
    std::map<Outcome, std::size_t> outcomes; ///< of its runs
    std::size_t runs = 0;
    std::size_t skips = 0;
    std::optional<std::size_t> lastRun;             ///< the step
    std::optional<std::size_t> lastSkip;            ///< the step
    std::map<std::string, std::size_t> skipReasons; ///< why it was skipped, and how often
    std::string whyNever;                           ///< why it was never reached; empty if it was

    bool operator==(const PipelinePlugin&) const = default;
};

struct PipelineSection
{
    std::optional<control::Section> section; ///< nullopt: lines that stand below no section
    std::size_t runs = 0;
    std::vector<PipelinePlugin> plugins;

    bool operator==(const PipelineSection&) const = default;
};

/// In the order in which a session comes to the sections; those without plugins are left out.
using PipelineSections = std::vector<PipelineSection>;

class Pipeline
{
public:
    /// Takes in what has ended since the last call. The timeline must be the same one, grown.
    /// @param most so many more steps are looked at
    void update(const Timeline& timeline, std::size_t most = EndedSteps::all);
    bool isBehind(const Timeline& timeline) const { return m_steps.isBehind(timeline); }
    const PipelineSections& sections() const { return m_sections; }

    /// What became of them in the steps from first to last alone.
    static PipelineSections ofRange(const Timeline& timeline, std::size_t first, std::size_t last);

private:
    void begin(const Timeline& timeline);
    void add(const Timeline& timeline, std::size_t index);
    void addRun(const Timeline& timeline, std::size_t index);
    void addSkip(const Timeline& timeline, std::size_t index);
    void addReply(const Timeline& timeline, std::size_t index);
    void addEnd();
    PipelinePlugin* find(const Step& step);
    PipelineSection* find(control::Section section);

    EndedSteps m_steps;
    PipelineSections m_sections;
    std::map<std::string, std::pair<std::size_t, std::size_t>> m_places; ///< section and plugin, by place
    std::optional<std::size_t> m_lastRan;                                ///< the plugin step that ran last
    std::string m_switchedOffBy;                                         ///< the line of the plugin that said A
    std::optional<std::size_t> m_answered;                               ///< the client line whose reply was looked at
};

} // namespace spp::trace
