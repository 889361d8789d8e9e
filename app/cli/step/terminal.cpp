// SPDX-License-Identifier: MIT
#include "app/cli/step/terminal.h"

#include "app/cli/step/edits.h"
#include "app/cli/step/run_here.h"
#include "app/cli/world.h"
#include "core/base/text.h"
#include "core/debug/breakpoint.h"
#include "core/debug/opinion.h"
#include "core/debug/plugin_runs.h"
#include "core/runtime/files.h"
#include "core/scenario/run_dialog.h"
#include "core/scenario/transcript.h"

#include <algorithm>
#include <iostream>

namespace spp::cli
{

using text::printable;

namespace
{

/// A place in a list that is shown from 1.
std::optional<std::size_t> parseNumber(std::string_view text, std::size_t size)
{
    const auto number = text::leadingNumber(text);
    if (!number || *number == 0 || *number > size || text.find_first_not_of("0123456789") != std::string_view::npos)
        return std::nullopt;
    return *number;
}

} // namespace

Terminal::Terminal(Screen& screen, Signals& signals, Source& source, bool traces)
    : m_source(source),
      m_signals(signals),
      m_runs(
          signals,
          {.began = [this](const trace::Timeline& past) { m_printer.emplace(m_screen, past); },
           .recorded = [this](const trace::Record& record) { m_printer->print(record); },
           .logged = [this](const std::string& text) { m_screen.detail(0, "log", printable(text), Colour::Defer); }}),
      m_views(screen, m_runs),
      m_reader(screen, signals),
      m_screen(screen)
{
    debug::Plan plan = m_runs.plan();
    plan.tracesShells = traces;
    m_runs.setPlan(std::move(plan));
}

bool Terminal::run()
{
    if (!begin())
        return false;
    while (!m_quits && m_signals.endedBy() == 0) {
        const auto line = m_reader.read(prompt());
        if (!line)
            break;
        obey(*line);
    }
    return true;
}

bool Terminal::begin()
{
    auto beginning = m_source.read();
    if (!beginning) {
        m_screen.flush();
        std::cerr << "spp: " << beginning.error().message << std::endl;
        return false;
    }
    m_runs.begin(std::move(*beginning));
    m_views.arrival();
    return true;
}

std::string Terminal::prompt() const
{
    if (m_runs.isPast())
        return "(spp, past " + std::to_string(m_runs.moment()) + "/" + std::to_string(m_runs.run().stops.size()) + ") ";
    switch (m_runs.run().condition) {
    case Condition::Waiting: return "(spp, client's turn) ";
    case Condition::Busy: return "(spp, at work) ";
    case Condition::Over: return "(spp, over) ";
    case Condition::Held:
    case Condition::Left: return "(spp) ";
    }
    return {};
}

void Terminal::obey(const std::string& line)
{
    const std::string_view words = text::trim(line);
    if (words.starts_with('#'))
        return;
    const std::string text(words.empty() ? m_lastMove : words);
    if (text.empty())
        return;
    const auto typed = parseTyped(text);
    if (!typed)
        return m_views.complain(typed.error().message);
    m_lastMove = rowOf(typed->verb).pace || typed->verb == Verb::Back ? text : "";
    obey(*typed);
}

void Terminal::obey(const Typed& typed)
{
    if (rowOf(typed.verb).pace) {
        const auto move = parseMove(typed);
        return move ? go(*move) : m_views.complain(move.error().message);
    }
    switch (typed.verb) {
    case Verb::Step:
    case Verb::Next:
    case Verb::Command:
    case Verb::Finish:
    case Verb::Continue:
    case Verb::To: return; // a move
    case Verb::Back: return goBack(typed.argument);
    case Verb::Where: return m_views.where();
    case Verb::Env: return m_views.environment(typed.argument);
    case Verb::Output: return m_views.output();
    case Verb::Log: return m_views.log();
    case Verb::Trace: return typed.argument.empty() ? m_views.trace() : switchTrace(typed.argument);
    case Verb::State: return m_views.state();
    case Verb::Message: return m_views.message();
    case Verb::List: return m_views.dialog();
    case Verb::Shell: return m_views.shell();
    case Verb::Objections: return hearOthers();
    case Verb::Home: return showHome();
    case Verb::Say: return say(typed);
    case Verb::Send: return send(typed.argument);
    case Verb::Set:
    case Verb::Unset:
    case Verb::Answer:
    case Verb::Fault:
    case Verb::Reply: return edit(typed);
    case Verb::Vanish: return vanish();
    case Verb::Revert: return revert();
    case Verb::Keep: return typed.argument.empty() ? m_views.kept() : keep(typed.argument);
    case Verb::Drop: return drop(typed.argument);
    case Verb::Kill: return kill();
    case Verb::Debug: return debug();
    case Verb::Break: return addBreakpoint(typed.argument);
    case Verb::Breaks: return m_views.breakpoints();
    case Verb::Delete: return deleteBreakpoint(typed.argument);
    case Verb::Branch: return branch();
    case Verb::Restart: begin(); return;
    case Verb::Runs: return typed.argument.empty() ? m_views.runs() : lookAt(typed.argument);
    case Verb::Save: return save(typed.argument);
    case Verb::Help: return m_views.help(typed.argument);
    case Verb::Quit: m_quits = true; return;
    }
}

void Terminal::go(const Move& move)
{
    if (!m_runs.isPast()) {
        if (m_runs.run().condition == Condition::Over)
            return m_views.complain("The session is over: “back” goes into its past, “restart” begins again.");
        if (m_runs.run().condition == Condition::Waiting)
            return m_views.complain("The client has no more to say: say LINE.");
    } else {
        tellForgotten();
    }
    m_runs.go(move.pace, move.cursor);
    m_views.arrival();
}

void Terminal::goBack(const std::string& argument)
{
    const auto move = parseBack(argument);
    if (!move)
        return m_views.complain(move.error().message);
    tellForgotten();
    if (!m_runs.goBack(move->pace, move->cursor))
        return m_views.complain("There is no such moment before this one.");
    m_views.arrival();
}

/// Changes belong to the moment that they were made at.
void Terminal::tellForgotten()
{
    const debug::Held* held = m_runs.held();
    if (held != nullptr && !describe(m_runs.edits(), *held).empty())
        m_views.complain("What was changed here is forgotten.");
}

void Terminal::say(const Typed& typed)
{
    if (m_runs.held() != nullptr || m_runs.run().condition != Condition::Waiting)
        return edit(typed);
    m_runs.say(typed.argument);
    m_views.arrival();
}

void Terminal::send(const std::string& file)
{
    if (m_runs.held() != nullptr || m_runs.run().condition != Condition::Waiting)
        return m_views.complain("The client doesn't wait: “send” is for a client that has no more to say.");
    auto message = scenario::readMessage(file);
    if (!message)
        return m_views.complain(message.error().message);
    m_runs.send(std::move(*message));
    m_views.arrival();
}

void Terminal::save(const std::string& file)
{
    if (file.empty())
        return m_views.complain("“save” needs a file: save dialogs/new.spp");
    scenario::Dialog setting = m_runs.setting();
    setting.home.clear(); // it was relative to another file
    const auto saved = runtime::createFile(file, scenario::formatTranscript(setting, m_runs.timeline()));
    if (!saved)
        return m_views.complain(saved.error().message);
    const bool isInHome = scenario::findHome(file, setting).has_value();
    m_screen.line(0, "saved as " + printable(file) + "; spp run " + (isInHome ? "" : "--home DIR ") + "plays it");
}

void Terminal::edit(const Typed& typed)
{
    const debug::Held* held = m_runs.held();
    if (held == nullptr)
        return m_views.complain("Nothing is held here that could be changed.");
    std::vector<std::string> lines;
    if (typed.verb == Verb::Answer && typed.argument.empty())
        lines = readAnswer();
    else if (typed.argument != "skip")
        lines.push_back(typed.argument);
    const auto done = cli::edit(typed, lines, *held, m_runs.edits());
    if (!done)
        return m_views.complain(done.error().message);
    m_views.edits();
    if (m_runs.isPast())
        m_views.say("“branch” runs it again from here with that.");
}

/// Lines as the plugin would print them.
std::vector<std::string> Terminal::readAnswer()
{
    m_views.say("What does the plugin print? A line with “.” ends it.");
    std::vector<std::string> lines;
    for (auto line = m_reader.read("> "); line && *line != "."; line = m_reader.read("> "))
        lines.push_back(*line);
    return lines;
}

/// Of the newest section that a plugin ended before all were asked.
void Terminal::hearOthers()
{
    const auto& steps = m_runs.timeline().steps();
    std::optional<std::size_t> deciding;
    for (std::size_t step = steps.size(); step-- > 0 && !deciding;)
        if (steps[step].kind == trace::StepKind::Section)
            deciding = debug::decidingPlugin(steps, step);
    if (!deciding)
        return m_views.complain("In no section so far has a plugin kept others from being asked.");
    if (m_runs.run().condition == Condition::Busy)
        return m_views.complain("A plugin is still at work: “step” waits for it, “kill” ends it.");
    std::string plugins;
    for (const auto& line : debug::pluginsNotAsked(steps, *deciding))
        plugins += (plugins.empty() ? "" : ", ") + printable(line);
    m_views.complain("These run now, and what they do outside, in files or databases, is done: " + plugins);
    const std::string ended = steps[*deciding].plugin->call.place;
    m_runs.hearOthers(*deciding,
                      [&](const debug::Opinion& opinion) { m_views.opinion(opinion, opinion.place == ended); });
}

void Terminal::vanish()
{
    if (m_runs.held() != nullptr)
        return edit({Verb::Vanish, {}});
    if (m_runs.run().condition == Condition::Over)
        return m_views.complain("The session is over.");
    m_runs.vanish();
    m_views.arrival();
}

void Terminal::revert()
{
    m_runs.edits() = {};
    m_views.arrival();
}

void Terminal::kill()
{
    if (m_runs.isPast() || m_runs.run().condition != Condition::Busy)
        return m_views.complain("No plugin runs.");
    m_runs.killPlugin();
    m_views.arrival();
}

void Terminal::switchTrace(const std::string& argument)
{
    if (argument != "on" && argument != "off")
        return m_views.complain("“trace” stands alone, or with on or off.");
    debug::Plan plan = m_runs.plan();
    plan.tracesShells = argument == "on";
    m_runs.setPlan(std::move(plan));
    m_views.say(argument == "on" ? "Shell plugins tell what they run, from the next one on."
                                 : "Shell plugins tell no longer what they run.");
}

void Terminal::debug()
{
    const auto call = m_views.pluginCall();
    if (!call)
        return m_views.complain("No plugin has run yet.");
    const auto debugger = findDebugger(*call);
    if (!debugger)
        return m_views.complain(debugger.error().message);
    m_views.say("What the plugin does to files and other machines it does for real.");
    m_screen.flush();
    m_views.say(runHere(*debugger));
    m_signals.takeInterrupt();
}

void Terminal::keep(const std::string& name)
{
    const debug::Held* held = m_runs.held();
    if (held == nullptr || m_runs.edits().plugin.isEmpty())
        return m_views.complain("Nothing about a plugin has been changed here: “set”, “answer” or “fault” first.");
    debug::Plan plan = m_runs.plan();
    std::erase_if(plan.overrides, [&](const debug::Override& each) { return each.name == name; });
    plan.overrides.push_back({.name = name,
                              .plugin = held->stop.plugin,
                              .run = m_runs.pluginRun(*held),
                              .enabled = true,
                              .what = m_runs.edits().plugin});
    m_runs.setPlan(std::move(plan));
    m_views.kept();
}

void Terminal::drop(const std::string& name)
{
    debug::Plan plan = m_runs.plan();
    if (std::erase_if(plan.overrides, [&](const debug::Override& each) { return each.name == name; }) == 0)
        return m_views.complain("Nothing is kept under the name " + printable(name) + ".");
    m_runs.setPlan(std::move(plan));
    m_views.kept();
}

void Terminal::addBreakpoint(const std::string& text)
{
    auto breakpoint = debug::parseBreakpoint(text);
    if (!breakpoint)
        return m_views.complain(breakpoint.error().message);
    debug::Plan plan = m_runs.plan();
    plan.breakpoints.push_back(std::move(*breakpoint));
    m_runs.setPlan(std::move(plan));
    m_views.breakpoints();
}

void Terminal::deleteBreakpoint(const std::string& number)
{
    debug::Plan plan = m_runs.plan();
    const auto found = parseNumber(number, plan.breakpoints.size());
    if (!found)
        return m_views.complain("There is no breakpoint " + printable(number) + ": “breaks” lists them.");
    plan.breakpoints.erase(plan.breakpoints.begin() + static_cast<std::ptrdiff_t>(*found - 1));
    m_runs.setPlan(std::move(plan));
    m_views.breakpoints();
}

void Terminal::branch()
{
    if (!m_runs.isPast())
        return m_views.complain("This is the newest moment: go “back” first, or just go on.");
    std::string plugins;
    for (const auto& line : debug::pluginsFrom(m_runs.run().records, m_runs.held()->past))
        plugins += (plugins.empty() ? "" : ", ") + printable(line);
    if (!plugins.empty())
        m_views.complain(
            "These have run from here on and may run again; what they do outside, in files or databases, "
            "happens once more: " +
            plugins);
    auto world = m_source.makeWorld();
    if (!world)
        return m_views.complain(world.error().message);
    if (const auto branched = m_runs.branch(std::move(*world)); !branched)
        return m_views.complain(branched.error().message);
    m_views.where();
}

void Terminal::showHome()
{
    const world::World* world = m_runs.world();
    if (world == nullptr || !world->hasPrivateHome())
        return m_views.complain("The plugins have no private home: start “spp step” with --private-home for one.");
    if (const auto printed = printChanges(m_screen, *world, "so far"); !printed)
        m_views.complain(printed.error().message);
}

Result<void> Terminal::conclude(bool keep)
{
    m_runs.end();
    return concludeWorld(m_screen, *m_runs.world(), keep);
}

void Terminal::lookAt(const std::string& number)
{
    const auto found = parseNumber(number, m_runs.all().size());
    if (!found)
        return m_views.complain("There is no run " + printable(number) + ": “runs” lists them.");
    m_runs.lookAt(*found);
    m_views.arrival();
}

} // namespace spp::cli
