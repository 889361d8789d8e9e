// SPDX-License-Identifier: MIT
#include "core/session/section_run.h"

#include "core/base/text.h"
#include "core/smtp/reply.h"

namespace spp::session
{

using control::FailurePolicy;
using control::Section;
using plugin::Letter;

namespace
{

const char* addressVariable(Section section)
{
    return section == Section::Mail ? "SMTPMAILFROM" : "SMTPRCPTTO";
}

LaterReplies& laterReplies(SessionState& state, Letter letter)
{
    return letter == Letter::LaterMail   ? state.laterMail
           : letter == Letter::LaterRcpt ? state.laterRcpt
                                         : state.laterData;
}

std::string setVariable(SessionState& state, const std::string& entry)
{
    const auto& entries = state.environment.entries();
    std::size_t bytes = entry.size();
    if (entries.size() < maxEnvironmentEntries)
        for (const auto& existing : entries)
            bytes += existing.size() + 1;
    if (entries.size() >= maxEnvironmentEntries || bytes > maxEnvironmentBytes)
        return "not set: the environment is full";
    state.environment.put(entry);
    return {};
}

std::string addLimited(std::vector<std::string>& list, const std::string& text, std::size_t limit)
{
    if (list.size() >= limit)
        return "not kept: there are " + std::to_string(limit) + " already";
    std::size_t bytes = text.size();
    for (const auto& kept : list)
        bytes += kept.size();
    if (bytes > maxKeptBytes)
        return "not kept: with it there would be more than " + std::to_string(maxKeptBytes) + " bytes";
    list.push_back(text);
    return {};
}

const char* wordsOfFailure(const plugin::Exit& exit)
{
    if (exit.kind == plugin::Exit::Kind::CutOff)
        return "too much output";
    return exit.crashed() ? "child crashed" : "can't execute";
}

std::string madeOfFailure(const control::FailureRule* rule)
{
    if (rule == nullptr)
        return "the command is deferred";
    const std::string by = " (" + rule->place() + ")";
    switch (rule->policy) {
    case FailurePolicy::Accept: return "the section goes on as though it had said nothing" + by;
    case FailurePolicy::Defer: return "the command is deferred" + by;
    case FailurePolicy::Refuse: return "the command is refused" + by;
    case FailurePolicy::Close: return "the session is closed" + by;
    }
    return {};
}

std::string place(const Context& context, const control::PluginEntry& entry)
{
    return context.home().smtpPluginsPath + ":" + std::to_string(entry.line);
}

const char* whySkipped(std::optional<Letter> letter)
{
    if (!letter)
        return "the plugin before it failed";
    switch (*letter) {
    case Letter::Accept: return "the plugin before it said A: plugins are off from here on";
    case Letter::Next: return "the plugin before it said N";
    case Letter::Ok: return "the plugin before it said O";
    case Letter::Error: return "the plugin before it refused the command (E)";
    case Letter::Reject:
    case Letter::Drop: return "the plugin before it closed the connection";
    default: return "the section ended before it";
    }
}

} // namespace

const std::vector<control::PluginEntry>& SectionRun::entries(const Context& context) const
{
    return context.home().smtpPlugins->plugins(m_section);
}

std::optional<Verdict> SectionRun::start(Context& context, const std::string* address)
{
    if (!context.home().smtpPlugins)
        return Verdict::Accept;
    if (!entries(context).empty())
        context.report(SectionStarted{m_section, entries(context).size()});
    if (!context.state.pluginsOn)
        return end(context, Verdict::Accept, "plugins are off: an earlier plugin said A");
    return runNext(context, address);
}

std::optional<Verdict> SectionRun::runNext(Context& context, const std::string* address)
{
    if (m_index == entries(context).size())
        return end(context, Verdict::Accept, "");
    m_output = {};
    m_final.reset();
    m_outputDone = false;
    m_printed = 0;
    m_cutOff.clear();
    m_exit.reset();
    m_before.reset();
    if (context.config.dialect->setsSppVariables)
        context.state.environment.set("SPP_EVENT", control::formatSection(m_section));
    if (const auto* rule = failureRule(context); rule != nullptr && rule->policy == FailurePolicy::Accept)
        m_before = std::make_shared<const Before>(
            Before{context.state, address != nullptr ? std::optional(*address) : std::nullopt});
    plugin::Call call = plugin::makeCall(m_section, entries(context)[m_index], context.state.environment,
                                         context.home().directory, context.home().smtpPluginsPath);
    if (context.config.reports)
        context.report(PluginStarted{call});
    context.out.wish(RunPlugin{std::move(call), context.state.logToClient});
    return std::nullopt;
}

std::optional<Verdict> SectionRun::handleOutput(Context& context, std::string_view bytes, std::string* address)
{
    if (m_outputDone)
        return std::nullopt;
    const std::size_t limit = context.config.maxPluginOutput();
    const std::string_view allowed = limit == 0 ? bytes : bytes.substr(0, limit - m_printed);
    m_printed += allowed.size();
    m_output.append(allowed);
    takeCommands(context, address);
    if (allowed.size() < bytes.size() && !m_outputDone)
        cutOff(context);
    return concludePlugin(context, address);
}

/// It prints without end. What it has said so far stands, as with a crash.
void SectionRun::cutOff(Context& context)
{
    m_cutOff = "it printed more than " + std::to_string(context.config.maxPluginOutput()) + " bytes in one run";
    m_outputDone = true;
    const control::PluginEntry& entry = entries(context)[m_index];
    context.limitReached(Limit::PluginOutput, place(context, entry) + ": “" + text::printable(entry.text) +
                                                  "” was killed: " + m_cutOff + " (--max-plugin-output)");
    context.out.wish(KillPlugin{});
}

std::optional<Verdict> SectionRun::handleOutputEnd(Context& context, std::string* address)
{
    if (m_outputDone)
        return std::nullopt;
    m_output.finish();
    takeCommands(context, address);
    m_outputDone = true;
    return concludePlugin(context, address);
}

std::optional<Verdict> SectionRun::handleExit(Context& context, const plugin::Exit& exit, std::string* address)
{
    m_exit = exit;
    return concludePlugin(context, address);
}

void SectionRun::takeCommands(Context& context, std::string* address)
{
    while (!m_outputDone) {
        const auto command = m_output.next();
        if (!command)
            return;
        apply(context, *command, address);
        if (command->isFinal()) {
            m_final = command->letter;
            m_outputDone = true;
            context.out.wish(StopReadingPlugin{command->letter});
        }
    }
}

/// A plugin is done when its output has ended (by itself, or by a final command) and it has exited.
std::optional<Verdict> SectionRun::concludePlugin(Context& context, std::string* address)
{
    if (!m_outputDone || !m_exit)
        return std::nullopt;
    if (!m_cutOff.empty())
        m_exit = {plugin::Exit::Kind::CutOff, 0, m_cutOff};
    const bool failed = hasFailed(context);
    const auto* rule = failed ? failureRule(context) : nullptr;
    if (failed)
        takeBack(context, address);
    context.report(PluginEnded{*m_exit, m_final ? m_output.unread() : 0, rule ? madeOfFailure(rule) : ""});
    if (failed)
        return concludeFailure(context, address);
    ++m_index;
    if (!m_final)
        return runNext(context, address);
    return end(context, finalVerdict(), whySkipped(m_final));
}

/// Where each command gets one reply, a crash behind a refusal changes nothing.
bool SectionRun::hasFailed(const Context& context) const
{
    const bool hasReplied = m_final == Letter::Error || m_final == Letter::Reject;
    return m_exit->failed() && !(hasReplied && context.config.dialect->repliesOnce);
}

/// What the administrator has said of the failures of the plugin at hand; nullptr: nothing.
const control::FailureRule* SectionRun::failureRule(const Context& context) const
{
    return context.home().pluginFailures.find(entries(context)[m_index].text);
}

/// It was to be as though the plugin had said nothing.
void SectionRun::takeBack(Context& context, std::string* address)
{
    if (!m_before)
        return;
    context.state = m_before->state;
    if (address != nullptr && m_before->address)
        *address = *m_before->address;
    m_before.reset();
}

/// Unless it is accepted, a failure is answered, and the command is not, whatever the plugin has said and done before.
std::optional<Verdict> SectionRun::concludeFailure(Context& context, const std::string* address)
{
    const control::PluginEntry& entry = entries(context)[m_index];
    const auto* rule = failureRule(context);
    context.out.tell(Complain{place(context, entry) + ": “" + text::printable(entry.text) +
                              "”: " + plugin::describe(*m_exit) + "; " + madeOfFailure(rule)});
    ++m_index;
    const std::string line = context.config.dialect->repliesOnce ? smtp::cleanReplyText(entry.text) : entry.text;
    const std::string words = " qmail-spp failure: " + line + ": " + wordsOfFailure(*m_exit);
    const char* const skipped = whySkipped(std::nullopt);
    switch (rule != nullptr ? rule->policy : FailurePolicy::Defer) {
    case FailurePolicy::Accept: return runNext(context, address);
    case FailurePolicy::Defer:
        context.reply("451" + words + " (#4.3.0)");
        return end(context, Verdict::Refuse, skipped);
    case FailurePolicy::Refuse:
        context.reply("554" + words + " (#5.3.0)");
        return end(context, Verdict::Refuse, skipped);
    case FailurePolicy::Close:
        context.reply("421" + words + " (#4.3.0)");
        return end(context, Verdict::Disconnect, skipped);
    }
    return std::nullopt;
}

void SectionRun::apply(Context& context, const plugin::Command& command, std::string* address)
{
    std::string note = changeState(context, command, address);
    if (command.unterminated && !command.line.empty())
        note += note.empty() ? "no newline at the end: the last character was lost" : "; no newline at the end";
    if (context.config.reports)
        context.report(PluginSaid{command, std::move(note)});
    if (command.letter == Letter::Error)
        context.replyOfPlugin(command.text, "550");
    else if (command.letter == Letter::Reject)
        context.replyOfPlugin(command.text, "421");
    else if (command.letter == Letter::Print && !context.config.dialect->repliesOnce)
        context.printOfPlugin(command.text);
}

/// @return what is special about the effect, if anything is
std::string SectionRun::changeState(Context& context, const plugin::Command& command, std::string* address)
{
    SessionState& state = context.state;
    switch (command.letter) {
    case Letter::Accept: state.pluginsOn = false; return {};
    case Letter::Set: return setVariable(state, command.text);
    case Letter::Unset: state.environment.unset(command.text); return {};
    case Letter::Header: return addLimited(state.headers, command.text, maxHeaders);
    case Letter::Change: return changeAddress(context, command.text, address);
    case Letter::LaterMail:
    case Letter::LaterRcpt:
    case Letter::LaterData: return addLimited(laterReplies(state, command.letter).texts, command.text, maxLaterReplies);
    case Letter::Next:
    case Letter::Ok:
    case Letter::Error:
    case Letter::Reject:
    case Letter::Drop:
    case Letter::Ignored: return {};
    case Letter::Print:
        return context.config.dialect->repliesOnce ? addLimited(state.heldReplies, command.text, maxHeldReplies) : "";
    }
    return {};
}

std::string SectionRun::changeAddress(Context& context, const std::string& text, std::string* address) const
{
    if (address == nullptr)
        return "no effect: there is no address in this section";
    *address = text;
    context.state.environment.set(addressVariable(m_section), text);
    // The last section that sees the address: nothing is looked up behind it.
    const Section last = context.config.dialect->hasPass ? Section::Pass : Section::Rcpt;
    if (m_section == last && !context.home().rcptHosts.allows(text))
        return std::string(noteOutsideRcptHosts);
    return {};
}

Verdict SectionRun::finalVerdict() const
{
    switch (*m_final) {
    case Letter::Error: return Verdict::Refuse;
    case Letter::Reject:
    case Letter::Drop: return Verdict::Disconnect;
    case Letter::Ok: return Verdict::AcceptUnchecked;
    default: return Verdict::Accept;
    }
}

std::optional<Verdict> SectionRun::end(Context& context, Verdict verdict, const char* why)
{
    const auto& plugins = entries(context);
    if (plugins.empty() || !context.config.reports)
        return verdict;
    for (; m_index < plugins.size(); ++m_index)
        context.report(PluginSkipped{plugins[m_index].text, place(context, plugins[m_index]), why});
    context.report(SectionEnded{m_section, verdict});
    return verdict;
}

} // namespace spp::session
