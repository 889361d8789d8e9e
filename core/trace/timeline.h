// SPDX-License-Identifier: MIT
/// The steps of a session, made from its records as they come. Knows the state after each step.
/// A value; not thread-safe.
#pragma once

#include "core/session/dialect.h"
#include "core/trace/step.h"
#include "core/trace/variable_history.h"

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace spp::trace
{

/// A message is kept for display up to this size; what is queued is not cut.
inline constexpr std::size_t maxShownMessage = 256UL * 1024;
/// Of what a plugin logs and prints, so much is kept for display.
inline constexpr std::size_t maxShownLog = 1024UL * 1024;
inline constexpr std::size_t maxShownOutput = 10'000;

class Timeline
{
public:
    /// @return index of the first step that changed or was added; size() if none was
    std::size_t add(const Record& record);

    const std::vector<Step>& steps() const { return m_steps; }
    std::size_t size() const { return m_steps.size(); }
    /// How many steps had begun when so many records had been added.
    std::size_t stepsAfter(std::size_t records) const;

    /// What the session answers like; nullptr before it has started.
    const session::Dialect* dialect() const { return m_dialect; }
    /// What it took from smtpplugins; nullptr if plugins are switched off.
    const std::shared_ptr<const control::SmtpPlugins>& plugins() const { return m_plugins; }
    /// As places name it.
    const std::string& smtpPluginsPath() const { return m_smtpPluginsPath; }

    /// What is different in a step's environment from the step before it; in a plugin's from the plugin before it.
    std::vector<plugin::EnvironmentChange> environmentChanges(std::size_t step) const;
    /// A person gave that variable to the step's plugin, or took it away.
    bool isByHand(std::size_t step, std::string_view variable) const;

    /// Who gave a variable the value that it has in a step's environment, or took it from there; nullptr: nobody but for this step.
    const VariableSetter* setterOf(std::size_t step, std::string_view name) const;

private:
    std::size_t changeReplies(const ReplyChanged& changed);
    static void changeEnvironment(PluginStep& plugin, const EnvironmentChanged& changed);
    std::vector<std::size_t> newestReplies(std::string_view bytes) const;
    void addLog(PluginStep& plugin, const PluginLog& log, session::Moment at);
    void addTrace(PluginStep& plugin, const PluginTrace& trace, session::Moment at);
    void noteVariables(const session::Report& report);
    std::optional<std::size_t> stepBefore(std::size_t step) const;
    std::size_t addReport(const session::Report& report);
    std::size_t on(const session::Report& report, const session::SessionStarted& body);
    std::size_t on(const session::Report& report, const session::ClientLine& body);
    std::size_t on(const session::Report& report, const session::SectionStarted& body);
    std::size_t on(const session::Report& report, const session::PluginStarted& body);
    std::size_t on(const session::Report& report, const session::PluginSaid& body);
    std::size_t on(const session::Report& report, const session::PluginEnded& body);
    std::size_t on(const session::Report& report, const session::PluginSkipped& body);
    std::size_t on(const session::Report& report, const session::SectionEnded& body);
    std::size_t on(const session::Report& report, const session::RecipientCheckStarted& body);
    std::size_t on(const session::Report& report, const session::RecipientCheckEnded& body);
    std::size_t on(const session::Report& report, const session::ReplySent& body);
    std::size_t on(const session::Report& report, const session::MessagePart& body);
    std::size_t on(const session::Report& report, const session::MessageRead& body);
    std::size_t on(const session::Report& report, const session::QueueAnswered& body);
    std::size_t on(const session::Report& report, const session::SessionEnded& body);

    std::size_t push(const session::Report& report, StepKind kind, std::optional<std::size_t> parent,
                     std::string title);
    std::size_t touch(std::size_t step, const session::Report& report);

    std::size_t addBody(const Record& record);

    std::vector<Step> m_steps;
    VariableHistory m_variables;
    std::size_t m_records = 0;
    const session::Dialect* m_dialect = nullptr;
    std::shared_ptr<const control::SmtpPlugins> m_plugins;
    std::string m_smtpPluginsPath;
    std::optional<std::size_t> m_root; ///< the session's start or the client line that is being answered
    std::optional<std::size_t> m_section;
    std::optional<std::size_t> m_plugin;
    std::optional<std::size_t> m_message;
};

} // namespace spp::trace
