// SPDX-License-Identifier: MIT
#include "core/trace/timeline.h"

#include "core/base/text.h"

#include <algorithm>
#include <utility>

namespace spp::trace
{

namespace
{

/// A plugin's outcome: how it ended first, then the letter that it ended with.
Outcome outcomeOfPlugin(const PluginStep& plugin)
{
    if (plugin.exit && plugin.exit->failed())
        return Outcome::Failed;
    for (const auto& line : plugin.output) {
        switch (line.command.letter) {
        case plugin::Letter::Error: {
            const Outcome outcome = outcomeOfReply(line.command.text);
            return outcome == Outcome::Deferred ? outcome : Outcome::Refused;
        }
        case plugin::Letter::Reject:
        case plugin::Letter::Drop: return Outcome::Disconnected;
        default: break;
        }
    }
    return Outcome::Accepted;
}

Outcome outcomeOfVerdict(session::Verdict verdict)
{
    switch (verdict) {
    case session::Verdict::Accept:
    case session::Verdict::AcceptUnchecked: return Outcome::Accepted;
    case session::Verdict::Refuse: return Outcome::Refused;
    case session::Verdict::Disconnect: return Outcome::Disconnected;
    }
    return Outcome::None;
}

PluginStep stepOf(const plugin::Call& call)
{
    PluginStep step;
    step.call = call;
    return step;
}

std::string withoutLineEnd(std::string_view text)
{
    while (!text.empty() && (text.back() == '\n' || text.back() == '\r'))
        text.remove_suffix(1);
    return text::printable(text);
}

void appendLimited(std::string& text, const std::string& bytes, std::size_t limit)
{
    text.append(bytes, 0, limit - std::min(text.size(), limit));
}

std::string plural(std::size_t count, const std::string& word)
{
    return std::to_string(count) + " " + word + (count == 1 ? "" : "s");
}

} // namespace

std::size_t Timeline::add(const Record& record)
{
    const std::size_t changed = addBody(record);
    ++m_records;
    return changed;
}

std::size_t Timeline::stepsAfter(std::size_t records) const
{
    const auto begunLater = std::lower_bound(m_steps.begin(), m_steps.end(), records,
                                             [](const Step& step, std::size_t count) { return step.record < count; });
    return static_cast<std::size_t>(begunLater - m_steps.begin());
}

std::size_t Timeline::addBody(const Record& record)
{
    if (const auto* report = std::get_if<session::Report>(&record.body))
        return addReport(*report);
    if (const auto* changed = std::get_if<ReplyChanged>(&record.body))
        return changeReplies(*changed);
    Step* step = m_plugin ? &m_steps[*m_plugin] : nullptr;
    if (step == nullptr)
        return size();
    if (const auto* log = std::get_if<PluginLog>(&record.body))
        addLog(*step->plugin, *log, record.at);
    else if (const auto* trace = std::get_if<PluginTrace>(&record.body))
        addTrace(*step->plugin, *trace, record.at);
    else if (const auto* changed = std::get_if<EnvironmentChanged>(&record.body))
        changeEnvironment(*step->plugin, *changed);
    else
        step->plugin->resources = std::get<PluginResources>(record.body);
    return *m_plugin;
}

void Timeline::addLog(PluginStep& plugin, const PluginLog& log, session::Moment at)
{
    if (plugin.log.size() < maxShownLog)
        plugin.logPieces.push_back({plugin.log.size(), at.elapsed});
    appendLimited(plugin.log, log.bytes, maxShownLog);
}

void Timeline::addTrace(PluginStep& plugin, const PluginTrace& trace, session::Moment at)
{
    for (const TracedLine& line : trace.lines) {
        if (line.continues && !plugin.trace.empty())
            plugin.trace.back().ran.text += "\n" + line.text;
        else
            plugin.trace.push_back({line, at.elapsed});
    }
}

const VariableSetter* Timeline::setterOf(std::size_t step, std::string_view name) const
{
    return m_variables.setterOf(name, m_steps[step].knownRecords);
}

/// Only what a plugin prints changes the environment on its behalf; everything else is the server's doing.
void Timeline::noteVariables(const session::Report& report)
{
    if (!report.state)
        return;
    VariableSetter setter{m_root, std::nullopt, report.at.elapsed, m_records};
    if (std::holds_alternative<session::PluginSaid>(report.body) && m_plugin) {
        setter.step = m_plugin;
        if (const auto lines = m_steps[*m_plugin].plugin->output.size(); lines < maxShownOutput)
            setter.line = lines - 1;
    }
    m_variables.add(report.state->environment, setter);
}

std::vector<plugin::EnvironmentChange> Timeline::environmentChanges(std::size_t step) const
{
    const auto before = step < size() ? stepBefore(step) : std::nullopt;
    if (!before)
        return {};
    const Step& other = m_steps[*before];
    // What was changed by hand was for that plugin alone.
    const bool byHand = other.plugin && other.plugin->meant;
    return plugin::changes(byHand ? *other.plugin->meant : other.environment(), m_steps[step].environment());
}

/// A plugin or a check is compared with the plugin that ran before it, or with the start of the session; any other step with its
/// neighbour. A section is no neighbour: it has ended with what its plugins, below it, have set. Nor is a check: it has variables of
/// its own.
std::optional<std::size_t> Timeline::stepBefore(std::size_t step) const
{
    if (step == 0)
        return std::nullopt;
    const bool isProgram = m_steps[step].kind == StepKind::Plugin || m_steps[step].kind == StepKind::Check;
    const auto counts = [&](const Step& before) {
        const bool ran = before.kind == StepKind::Plugin && before.plugin->whySkipped.empty();
        return isProgram ? ran : before.kind != StepKind::Section && before.kind != StepKind::Check;
    };
    std::size_t before = step - 1;
    while (before > 0 && !counts(m_steps[before]))
        --before;
    return before;
}

std::size_t Timeline::addReport(const session::Report& report)
{
    const std::size_t changed = std::visit([&](const auto& body) { return on(report, body); }, report.body);
    noteVariables(report);
    return changed;
}

std::size_t Timeline::push(const session::Report& report, StepKind kind, std::optional<std::size_t> parent,
                           std::string title)
{
    Step step;
    step.kind = kind;
    step.parent = parent;
    step.title = std::move(title);
    step.record = m_records;
    step.began = step.ended = report.at.elapsed;
    step.state = report.state;
    step.knownRecords = m_records + 1;
    m_steps.push_back(std::move(step));
    return size() - 1;
}

std::size_t Timeline::touch(std::size_t step, const session::Report& report)
{
    m_steps[step].ended = report.at.elapsed;
    m_steps[step].state = report.state;
    if (!m_steps[step].plugin) // a plugin's is that which it was given
        m_steps[step].knownRecords = m_records + 1;
    return step;
}

std::size_t Timeline::on(const session::Report& report, const session::SessionStarted& body)
{
    m_dialect = session::findDialect(body.dialect);
    m_plugins = body.plugins;
    m_smtpPluginsPath = body.smtpPluginsPath;
    m_root = push(report, StepKind::Session, std::nullopt, "Client connected");
    m_steps[*m_root].text = body.error;
    if (!body.error.empty())
        m_steps[*m_root].outcome = Outcome::Failed;
    return *m_root;
}

std::size_t Timeline::on(const session::Report& report, const session::ClientLine& body)
{
    m_root = push(report, StepKind::ClientLine, std::nullopt, text::printable(body.line));
    m_steps[*m_root].text = body.line;
    m_section.reset();
    m_message.reset();
    return *m_root;
}

std::size_t Timeline::on(const session::Report& report, const session::SectionStarted& body)
{
    std::string title = "[" + std::string(control::formatSection(body.section)) + "] " + plural(body.plugins, "plugin");
    m_section = push(report, StepKind::Section, m_root, std::move(title));
    m_steps[*m_section].outcome = Outcome::Running;
    return *m_section;
}

std::size_t Timeline::on(const session::Report& report, const session::PluginStarted& body)
{
    m_plugin = push(report, StepKind::Plugin, m_section, text::printable(body.call.line));
    m_steps[*m_plugin].outcome = Outcome::Running;
    m_steps[*m_plugin].plugin = stepOf(body.call);
    return *m_plugin;
}

std::size_t Timeline::on(const session::Report& report, const session::PluginSaid& body)
{
    if (!m_plugin)
        return size();
    auto& output = m_steps[*m_plugin].plugin->output;
    // A final command is always kept: it decides the outcome.
    if (output.size() < maxShownOutput || body.command.isFinal())
        output.push_back({body.command, body.note, report.at.elapsed});
    return touch(*m_plugin, report);
}

std::size_t Timeline::on(const session::Report& report, const session::PluginEnded& body)
{
    if (!m_plugin)
        return size();
    Step& step = m_steps[*m_plugin];
    step.plugin->exit = body.exit;
    step.plugin->unread = body.unread;
    step.plugin->decided = body.decided;
    step.outcome = outcomeOfPlugin(*step.plugin);
    return touch(*m_plugin, report);
}

std::size_t Timeline::on(const session::Report& report, const session::PluginSkipped& body)
{
    const std::size_t index = push(report, StepKind::Plugin, m_section, text::printable(body.line));
    PluginStep plugin;
    plugin.call.line = body.line;
    plugin.call.place = body.place;
    plugin.whySkipped = body.why;
    m_steps[index].plugin = std::move(plugin);
    m_steps[index].outcome = Outcome::Skipped;
    return index;
}

std::size_t Timeline::on(const session::Report& report, const session::SectionEnded& body)
{
    if (!m_section)
        return size();
    Step& section = m_steps[*m_section];
    section.outcome = outcomeOfVerdict(body.verdict);
    section.title += ": " + std::string(session::formatVerdict(body.verdict));
    // A refusal is as final as the plugin that spoke it: deferred, refused or failed.
    if (section.outcome == Outcome::Refused && m_plugin && m_steps[*m_plugin].parent == m_section)
        section.outcome = m_steps[*m_plugin].outcome;
    return touch(*m_section, report);
}

std::size_t Timeline::on(const session::Report& report, const session::RecipientCheckStarted& body)
{
    m_plugin = push(report, StepKind::Check, m_root, body.call.place + ": " + text::printable(body.call.line));
    m_steps[*m_plugin].outcome = Outcome::Running;
    m_steps[*m_plugin].plugin = stepOf(body.call);
    return *m_plugin;
}

std::size_t Timeline::on(const session::Report& report, const session::RecipientCheckEnded& body)
{
    if (!m_plugin)
        return size();
    Step& step = m_steps[*m_plugin];
    step.plugin->exit = body.exit;
    step.outcome = body.accepted                                    ? Outcome::Accepted
                   : body.exit.couldNotRun() || body.exit.crashed() ? Outcome::Failed
                                                                    : Outcome::Refused;
    return touch(*m_plugin, report);
}

std::size_t Timeline::on(const session::Report& report, const session::ReplySent& body)
{
    const std::size_t index = push(report, StepKind::Reply, m_root, withoutLineEnd(body.text));
    m_steps[index].text = body.text;
    m_steps[index].outcome = outcomeOfReply(body.text);
    m_steps[index].fromPlugin = body.fromPlugin;
    return index;
}

std::size_t Timeline::on(const session::Report& report, const session::MessagePart& body)
{
    if (!m_message)
        m_message = push(report, StepKind::Message, m_root, "Message");
    Step& message = m_steps[*m_message];
    const std::size_t kept = message.text.size();
    appendLimited(message.text, body.bytes, maxShownMessage);
    message.cut += body.bytes.size() - (message.text.size() - kept);
    return touch(*m_message, report);
}

std::size_t Timeline::on(const session::Report& report, const session::MessageRead& body)
{
    if (!m_message)
        return size();
    m_steps[*m_message].title =
        "Message of " + plural(body.size, "byte") + ", " + plural(static_cast<std::size_t>(body.hops), "hop");
    return touch(*m_message, report);
}

std::size_t Timeline::on(const session::Report& report, const session::QueueAnswered& body)
{
    std::string title = body.accepted ? "Queued for " : "Not queued for ";
    title +=
        plural(body.envelope.recipients.size(), "recipient") + " from <" + text::printable(body.envelope.sender) + ">";
    const std::size_t index = push(report, StepKind::Queue, m_root, std::move(title));
    for (const auto& recipient : body.envelope.recipients)
        m_steps[index].text += recipient + "\n";
    m_steps[index].outcome = body.accepted ? Outcome::Accepted : Outcome::Failed;
    return index;
}

std::size_t Timeline::on(const session::Report& report, const session::SessionEnded& body)
{
    const std::size_t index =
        push(report, StepKind::End, std::nullopt, "Connection closed: " + text::printable(body.why));
    m_steps[index].outcome = body.exitStatus == 0 ? Outcome::None : Outcome::Failed;
    return index;
}

} // namespace spp::trace
