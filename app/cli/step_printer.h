// SPDX-License-Identifier: MIT
/// Prints a session as it happens, step by step, for a terminal. Everything that comes from outside is made printable first.
#pragma once

#include "app/cli/screen.h"
#include "core/trace/hazard_finder.h"
#include "core/trace/timeline.h"

#include <string>
#include <string_view>

namespace spp::cli
{

/// A line that a plugin has printed, with its meaning, and what is special about it here.
void printSaid(Screen& screen, int indent, const plugin::Command& command, std::string_view note);
/// A line that a plugin's shell ran, with its number, and its file if that is another than the plugin's.
void printTraced(Screen& screen, int indent, const plugin::Call& call, const trace::TracedLine& line);
/// "+ NAME=value"
std::string formatChange(const plugin::EnvironmentChange& change);

class StepPrinter
{
public:
    /// @param past what is printed already, elsewhere
    explicit StepPrinter(Screen& screen, trace::Timeline past = {});

    /// What the client says gets its number behind it: the connection is 0, each of its lines and messages is one more.
    void showNumbers() { m_showsNumbers = true; }

    void print(const trace::Record& record);

private:
    void on(const session::SessionStarted& body);
    void on(const session::ClientLine& body);
    void on(const session::SectionStarted& body);
    void on(const session::PluginStarted& body);
    void on(const session::PluginSaid& body);
    void on(const session::PluginEnded& body);
    void on(const session::PluginSkipped& body);
    void on(const session::SectionEnded& body);
    void on(const session::RecipientCheckStarted& body);
    void on(const session::RecipientCheckEnded& body);
    void on(const session::ReplySent& body);
    void on(const session::MessagePart& body);
    void on(const session::MessageRead& body);
    void on(const session::QueueAnswered& body);
    void on(const session::SessionEnded& body);

    std::string numberOfTurn();
    void printEnvironment();
    void printChanges();
    void printReply(std::string_view text);
    void printEnd();
    void printLog();
    void printHazards();
    const trace::Step& step() const { return m_timeline.steps()[m_changed]; }

    Screen& m_screen;
    trace::Timeline m_timeline;
    trace::HazardFinder m_hazards;
    std::size_t m_changed = 0; ///< index of the step that the record belongs to
    std::string m_log;         ///< of the running plugin, not yet a whole line
    bool m_printedHead = false;
    bool m_showsNumbers = false;
    std::size_t m_counted = 0; ///< steps that were looked at
    std::size_t m_turns = 0;   ///< and turns among them
};

} // namespace spp::cli
