// SPDX-License-Identifier: MIT
/// What the debugger shows of the moment that is looked at. Everything that comes from outside is made printable first.
#pragma once

#include "app/cli/screen.h"
#include "app/cli/step/runs.h"
#include "core/debug/opinion.h"

#include <optional>
#include <string>

namespace spp::cli
{

inline constexpr int viewIndent = 3;

class Views
{
public:
    /// Both outlive it.
    Views(Screen& screen, const Runs& runs) : m_screen(screen), m_runs(runs) {}

    /// Where the session is held, and what is held.
    void where() { moment(true); }
    /// The same on coming there: what the run itself has just printed is not repeated.
    void arrival() { moment(m_runs.isPast()); }
    /// What was changed about it.
    void edits();
    /// @param which a name, "changed", or empty: all
    void environment(const std::string& which);
    void output();
    void log();
    void trace();
    void state();
    void message();
    void dialog();
    void shell();
    /// Of the plugin that runs or ran last, or is held, with what was changed about it.
    std::optional<plugin::Call> pluginCall() const;
    /// What a plugin would have said. @param isDeciding it ended the section
    void opinion(const debug::Opinion& opinion, bool isDeciding);
    void runs();
    void kept();
    void breakpoints();
    /// @param word of one command; empty: all
    void help(const std::string& word);

    void say(std::string_view sentence) { m_screen.line(0, sentence); }
    void complain(std::string_view sentence) { m_screen.line(0, sentence, Colour::Defer); }

private:
    void moment(bool whole);
    void held(const debug::Held& held, bool whole);
    void answer(const debug::Held& held);
    void ended();
    void judge(const Run& run);
    void field(const std::string& label, std::string_view text, Colour colour = Colour::Plain);
    const trace::Step* plugin() const;

    Screen& m_screen;
    const Runs& m_runs;
};

} // namespace spp::cli
