// SPDX-License-Identifier: MIT
#include "app/cli/step/views.h"

#include "app/cli/judgement.h"
#include "app/cli/step/edits.h"
#include "app/cli/step/provenance.h"
#include "app/cli/step_printer.h"
#include "core/base/text.h"
#include "core/debug/breakpoint.h"
#include "core/trace/shell_command.h"

#include <algorithm>

namespace spp::cli
{

using debug::Held;
using debug::Place;
using text::printable;

namespace
{

std::string lineOf(const debug::Stop& stop)
{
    const std::string place =
        stop.dialogLine == 0 ? "" : ", line " + std::to_string(stop.dialogLine) + " of the dialog";
    return "“" + printable(stop.command) + "”" + place;
}

std::string causeOf(const debug::Stop& stop)
{
    return stop.command.empty() ? "as the client connects" : "for " + lineOf(stop);
}

void printReply(Screen& screen, std::string_view bytes)
{
    for (const std::string_view line : text::lines(bytes))
        screen.line(viewIndent, "S: " + printable(withoutCr(line)), colourOf(trace::outcomeOfReply(line)));
}

/// Of a reply that is to come.
void printFirstLine(Screen& screen, std::string_view bytes)
{
    const auto lines = text::lines(bytes);
    const std::string more = lines.size() == 1 ? "" : "   (and " + std::to_string(lines.size() - 1) + " lines more)";
    screen.detail(viewIndent, "then", "S: " + printable(withoutCr(lines.front())) + more,
                  colourOf(trace::outcomeOfReply(bytes)));
}

} // namespace

void Views::moment(bool whole)
{
    if (m_runs.isPast())
        m_screen.line(0,
                      "In the past of run " + std::to_string(m_runs.number()) + ", moment " +
                          std::to_string(m_runs.moment()) + " of " + std::to_string(m_runs.run().stops.size()) +
                          ": moving runs nothing, and “branch” runs it again from here.",
                      Colour::Defer);
    if (const Held* place = m_runs.held())
        held(*place, whole);
    else
        ended();
    edits();
}

void Views::held(const Held& held, bool whole)
{
    const debug::Stop& stop = held.stop;
    switch (stop.place) {
    case Place::BeforeCommand:
        m_screen.line(0, "-> The client says " + lineOf(stop) + "; the server has not heard it yet.", Colour::Strong);
        break;
    case Place::BeforePlugin:
        m_screen.line(
            0, "-> Before " + printable(stop.plugin) + " starts, at " + stop.pluginPlace + ", " + causeOf(stop) + ".",
            Colour::Strong);
        if (whole)
            for (const auto& change : stop.changed)
                m_screen.detail(viewIndent, "env", formatChange(change));
        break;
    case Place::AfterOutput: answer(held); break;
    case Place::BeforeReply:
        m_screen.line(0, whole ? "-> Before this reply is sent:" : "-> Before this reply is sent.", Colour::Strong);
        if (whole)
            printReply(m_screen, stop.reply);
        break;
    }
    if (held.breakpoint)
        m_screen.detail(viewIndent, "break", printable(debug::formatBreakpoint(*held.breakpoint)), Colour::Muted);
}

void Views::answer(const Held& held)
{
    const auto* answer = std::get_if<plugin::Answer>(&held.subject);
    m_screen.line(0, "-> " + printable(held.stop.plugin) + " has ended; nothing that it printed has had an effect yet.",
                  Colour::Strong);
    if (answer == nullptr || !held.preview)
        return;
    for (const auto& said : held.preview->output)
        printSaid(m_screen, viewIndent, said.command, said.note);
    if (answer->output.empty())
        m_screen.detail(viewIndent, "stdout", "nothing: it has no objection", Colour::Muted);
    m_screen.detail(viewIndent, "ended", plugin::describe(answer->exit),
                    answer->exit.failed() ? Colour::Refuse : Colour::Muted);
    const auto& preview = *held.preview;
    if (preview.verdict)
        m_screen.detail(viewIndent, "then",
                        "the section ends: " + std::string(session::formatVerdict(*preview.verdict)));
    if (!preview.nextPlugin.empty())
        m_screen.detail(viewIndent, "then", printable(preview.nextPlugin) + " runs");
    if (!preview.replies.empty())
        printFirstLine(m_screen, preview.replies);
    if (preview.closes)
        m_screen.detail(viewIndent, "then", "the connection is closed");
}

void Views::ended()
{
    const Run& run = m_runs.run();
    switch (run.condition) {
    case Condition::Waiting:
        m_screen.line(0, "-> The server waits for the client, and the client has no more to say: say LINE, or quit.",
                      Colour::Strong);
        return;
    case Condition::Busy:
        m_screen.line(0,
                      "-> " + (run.timeline.size() == 0 ? "The server" : run.timeline.steps().back().title) +
                          " is still at work: “step” waits for it, “kill” ends it.",
                      Colour::Strong);
        return;
    case Condition::Over:
        m_screen.line(0, "-> The session is over: go back, restart, or quit.", Colour::Strong);
        if (run.result)
            judge(run);
        return;
    case Condition::Held:
    case Condition::Left: return;
    }
}

void Views::judge(const Run& run)
{
    const auto& result = *run.result;
    if (!result.error.empty())
        complain(result.error);
    const auto& lines = run.simulation->lines();
    const bool isExpecting = std::ranges::any_of(lines, [](const auto& line) { return line.expectation.has_value(); });
    if (printJudgement(m_screen, result.mismatches, result.unsaidLines) && isExpecting)
        say("Every reply was as expected.");
}

void Views::edits()
{
    const Held* place = m_runs.held();
    if (place == nullptr)
        return;
    for (const auto& sentence : describe(m_runs.edits(), *place))
        m_screen.detail(viewIndent, "changed", sentence, Colour::Defer);
    if (place->stop.place != Place::BeforePlugin || !m_runs.edits().plugin.isEmpty())
        return;
    if (const auto* kept = debug::findOverride(m_runs.plan().overrides, place->stop.plugin, m_runs.pluginRun(*place)))
        for (const auto& sentence : describe({.plugin = kept->what, .text = std::nullopt}, *place))
            m_screen.detail(viewIndent, "kept", printable(kept->name) + ": " + sentence, Colour::Defer);
}

void Views::environment(const std::string& which)
{
    const Held* place = m_runs.held();
    const plugin::Environment environment =
        place != nullptr ? environmentOf(*place, m_runs.edits()) : m_runs.state().environment;
    const Provenance provenance(m_runs);
    std::size_t width = 0;
    std::vector<std::string> shown;
    for (const auto& entry : environment.entries()) {
        const std::string name(plugin::entryName(entry));
        const bool isWanted = which.empty() || name == which || (which == "changed" && provenance.isNew(name));
        if (isWanted)
            shown.push_back(entry);
        width = isWanted ? std::max(width, printable(name).size()) : width;
    }
    for (const auto& entry : shown) {
        const std::string name(plugin::entryName(entry));
        const bool isNew = provenance.isNew(name);
        m_screen.line(viewIndent,
                      (isNew ? "* " : "  ") + padded(printable(name), width) + "  " +
                          printable(plugin::entryValue(entry)) + "   (" + provenance.of(name) + ")",
                      isNew ? Colour::Strong : Colour::Plain);
    }
    for (const auto& name : provenance.gone())
        if (which.empty() || which == "changed" || which == name)
            m_screen.line(viewIndent, "- " + printable(name) + "   (" + provenance.of(name) + ")", Colour::Muted);
    if (shown.empty() && which == "changed" && provenance.gone().empty())
        say("Nothing has changed since the moment before.");
    else if (shown.empty() && !which.empty() && which != "changed")
        complain("There is no " + printable(which) + " in the environment.");
}

/// The plugin that runs or ran last.
const trace::Step* Views::plugin() const
{
    const auto& steps = m_runs.timeline().steps();
    for (auto step = steps.rbegin(); step != steps.rend(); ++step)
        if (step->plugin && step->plugin->whySkipped.empty())
            return &*step;
    return nullptr;
}

void Views::output()
{
    const Held* place = m_runs.held();
    if (place != nullptr && place->stop.place == Place::AfterOutput)
        return answer(*place);
    const trace::Step* step = plugin();
    if (step == nullptr)
        return complain("No plugin has run yet.");
    m_screen.line(0, step->title, Colour::Strong);
    if (place != nullptr && place->stop.place == Place::BeforePlugin)
        return m_screen.detail(viewIndent, "stdout", "it has not run yet", Colour::Muted);
    for (const auto& line : step->plugin->output)
        printSaid(m_screen, viewIndent, line.command, line.note);
    if (step->plugin->output.empty())
        m_screen.detail(viewIndent, "stdout", "nothing", Colour::Muted);
    if (step->plugin->exit)
        m_screen.detail(viewIndent, "ended", step->plugin->describeEnd());
}

void Views::log()
{
    const trace::Step* step = plugin();
    if (step == nullptr)
        return complain("No plugin has run yet.");
    m_screen.line(0, step->title, Colour::Strong);
    for (const auto& line : step->plugin->logLines())
        m_screen.detail(viewIndent, "stderr", printable(line.bytes));
    if (step->plugin->log.empty())
        m_screen.detail(viewIndent, "stderr", "nothing", Colour::Muted);
}

void Views::opinion(const debug::Opinion& opinion, bool isDeciding)
{
    const std::string words = isDeciding ? "ended the section" : std::string(debug::describe(opinion));
    m_screen.line(viewIndent, printable(opinion.line) + "   " + words,
                  opinion.objects() ? colourOf(trace::outcomeOfReply(opinion.reply)) : Colour::Plain);
    if (!opinion.reply.empty())
        printReply(m_screen, opinion.reply);
    for (const std::string_view line : text::lines(opinion.answer.log))
        m_screen.detail(viewIndent, "stderr", printable(line), Colour::Muted);
    m_screen.flush();
}

void Views::trace()
{
    const trace::Step* step = plugin();
    if (step == nullptr)
        return complain("No plugin has run yet.");
    m_screen.line(0, step->title, Colour::Strong);
    for (const auto& line : step->plugin->trace)
        printTraced(m_screen, viewIndent, step->plugin->call, line.ran);
    if (step->plugin->trace.empty())
        m_screen.detail(viewIndent, "ran",
                        m_runs.plan().tracesShells ? "nothing that a shell told" : "not told: “trace on” first",
                        Colour::Muted);
}

std::optional<plugin::Call> Views::pluginCall() const
{
    const trace::Step* step = plugin();
    if (step == nullptr)
        return std::nullopt;
    plugin::Call call = step->plugin->call;
    if (const Held* place = m_runs.held(); place != nullptr && place->stop.place == Place::BeforePlugin)
        call.environment = environmentOf(*place, m_runs.edits());
    return call;
}

void Views::shell()
{
    const auto call = pluginCall();
    if (!call)
        return complain("No plugin has run yet.");
    const trace::ShellCommand command = trace::formatShellCommand(*call);
    say(command.line);
    for (const auto& entry : command.leftOut)
        complain("Left out, no command line can set it: " + printable(entry));
}

} // namespace spp::cli
