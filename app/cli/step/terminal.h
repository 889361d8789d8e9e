// SPDX-License-Identifier: MIT
/// The debugger's side of a conversation with a person: reads what is typed, does it, shows what came of it.
#pragma once

#include "app/cli/screen.h"
#include "app/cli/step/line_reader.h"
#include "app/cli/step/prompt.h"
#include "app/cli/step/runs.h"
#include "app/cli/step/signals.h"
#include "app/cli/step/views.h"
#include "app/cli/step_printer.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace spp::cli
{

/// What runs come from.
class Source
{
public:
    virtual ~Source() = default;
    /// Dialog and home from disk, for each run from the beginning.
    virtual Result<Beginning> read() = 0;
    /// A world for a run that branches off.
    virtual Result<std::shared_ptr<world::World>> makeWorld() = 0;
};

class Terminal
{
public:
    /// All three outlive it. @param traces shell plugins tell what they run
    Terminal(Screen& screen, Signals& signals, Source& source, bool traces);

    /// The whole conversation. @return false: the first run could not begin; why has been told
    bool run();
    /// Ends the newest run, and tells what its plugins did to their private home, if they had one. @param keep it is kept
    Result<void> conclude(bool keep);

private:
    std::string prompt() const;
    void obey(const std::string& line);
    void obey(const Typed& typed);
    void go(const Move& move);
    void goBack(const std::string& argument);
    void tellForgotten();
    void say(const Typed& typed);
    void send(const std::string& file);
    void save(const std::string& file);
    void edit(const Typed& typed);
    void hearOthers();
    void vanish();
    void revert();
    void kill();
    void switchTrace(const std::string& argument);
    void debug();
    void keep(const std::string& name);
    void drop(const std::string& name);
    void addBreakpoint(const std::string& text);
    void deleteBreakpoint(const std::string& number);
    bool begin();
    void branch();
    void showHome();
    void lookAt(const std::string& number);
    std::vector<std::string> readAnswer();

    Source& m_source;
    Signals& m_signals;
    std::optional<StepPrinter> m_printer; ///< of the newest run
    Runs m_runs;
    Views m_views;
    LineReader m_reader;
    Screen& m_screen;
    std::string m_lastMove;
    bool m_quits = false;
};

} // namespace spp::cli
