// SPDX-License-Identifier: MIT
/// Prints a session as it happens, step by step, for a terminal. Everything that comes from outside is made printable first.
#pragma once

#include "core/trace/hazard_finder.h"
#include "core/trace/timeline.h"

#include <ostream>
#include <string>
#include <string_view>

namespace spp::cli
{

class StepPrinter
{
public:
    StepPrinter(std::ostream& out, bool colour) : m_out(out), m_colour(colour) {}

    void print(const trace::Record& record);

private:
    enum class Colour { Plain, Client, Accept, Defer, Refuse, Muted, Strong };

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

    void printEnvironment();
    void printChanges();
    void printEnd(const plugin::Exit& exit);
    void printLog();
    void printHazards();
    void title(int indent, std::string_view text, Colour colour = Colour::Plain);
    void detail(int indent, std::string label, std::string_view text, Colour colour = Colour::Plain);
    static Colour colourOf(trace::Outcome outcome);
    static Colour colourOf(trace::Severity severity);
    const trace::Step& step() const { return m_timeline.steps()[m_changed]; }

    std::ostream& m_out;
    bool m_colour;
    trace::Timeline m_timeline;
    trace::HazardFinder m_hazards;
    std::size_t m_changed = 0; ///< index of the step that the record belongs to
    std::string m_log;         ///< of the running plugin, not yet a whole line
    bool m_printedHead = false;
};

} // namespace spp::cli
