// SPDX-License-Identifier: MIT
/// The views' part that is about the session as a whole, its runs, and the debugger itself.
#include "app/cli/step/prompt.h"
#include "app/cli/step/views.h"
#include "core/base/text.h"
#include "core/debug/breakpoint.h"
#include "core/trace/queued_message.h"
#include "core/world/day.h"

#include <algorithm>
#include <array>
#include <utility>

namespace spp::cli
{

using debug::Held;
using debug::Place;
using text::printable;

namespace
{

/// So many lines of the dialog are shown on either side of the one in work.
constexpr std::size_t linesAround = 8;

std::string rightAligned(std::size_t number, std::size_t width)
{
    const std::string digits = std::to_string(number);
    return std::string(width - std::min(width, digits.size()), ' ') + digits;
}

/// A message is told by its size.
std::string shownSaid(const scenario::ClientLine& line)
{
    if (!line.isMessage)
        return "C: " + printable(line.text);
    const std::string size = "a message of " + std::to_string(line.text.size() - 1) + " bytes";
    return line.file.empty() ? size : "message " + printable(line.file) + "  (" + size + ")";
}

std::string listed(const std::vector<std::string>& texts)
{
    std::string result;
    for (const auto& each : texts)
        result += (result.empty() ? "" : ", ") + ("“" + printable(each) + "”");
    return result;
}

std::string formatHits(std::size_t hits)
{
    return hits == 0 ? "not hit yet" : hits == 1 ? "hit once" : "hit " + std::to_string(hits) + " times";
}

/// Above the first command of each kind.
void printHeading(Screen& screen, Verb verb)
{
    static constexpr std::array headings{std::pair(Verb::Step, "Move"), std::pair(Verb::Where, "Look"),
                                         std::pair(Verb::Say, "Change what is held"),
                                         std::pair(Verb::Break, "Breakpoints"), std::pair(Verb::Branch, "Runs")};
    for (const auto& [first, heading] : headings)
        if (first == verb)
            screen.line(0, heading, Colour::Strong);
}

} // namespace

void Views::field(const std::string& label, std::string_view text, Colour colour)
{
    m_screen.line(viewIndent, padded(label, 16) + std::string(text), colour);
}

void Views::state()
{
    const session::SessionState state = m_runs.state();
    const auto& timeline = m_runs.timeline();
    if (timeline.dialect() != nullptr)
        field("dialect", timeline.dialect()->name);
    if (const auto day = m_runs.world()->day())
        field("clock", world::formatDay(*day) + ", standing still");
    field("client's name", state.helo ? printable(*state.helo) : "not told yet");
    field("relay client", state.relaySuffix ? "yes" : "no: recipients must be in control/rcpthosts");
    field("plugins", state.pluginsOn ? "on" : "off: by A, or there is no smtpplugins");
    if (state.login)
        field("login", printable(*state.login));
    if (state.cipher)
        field("TLS", printable(*state.cipher));
    if (state.transaction) {
        field("sender", "<" + printable(state.transaction->sender) + ">");
        for (const auto& recipient : state.transaction->recipients)
            field("recipient", "<" + printable(recipient) + ">");
        field("recipients",
              std::to_string(state.rcptCount) + " accepted, " + std::to_string(state.rcptCountAll) + " asked for");
    } else {
        field("transaction", "none: MAIL has not been accepted");
    }
    for (const auto& header : state.headers)
        field("header to come", printable(header));
    for (const auto& [label, later] :
         {std::pair("kept for MAIL", &state.laterMail), std::pair("kept for RCPT", &state.laterRcpt),
          std::pair("kept for DATA", &state.laterData)})
        if (!later->empty())
            field(label, listed(later->texts));
    if (!state.heldReplies.empty())
        field("reply so far", listed(state.heldReplies));
}

void Views::message()
{
    const auto places = trace::messagePlaces(m_runs.timeline());
    if (places.empty())
        return complain("No message has been sent yet.");
    const trace::QueuedMessage message = trace::queuedMessage(m_runs.timeline(), places.back().step);
    m_screen.detail(0, "from", "<" + printable(message.envelope.sender) + ">");
    for (const auto& recipient : message.envelope.recipients)
        m_screen.detail(0, "to", "<" + printable(recipient) + ">");
    m_screen.blank();
    for (const auto& header : message.added) {
        const std::string by = header.step ? m_runs.timeline().steps()[*header.step].title : std::string("the server");
        m_screen.line(0, printable(header.text) + "   (" + by + ")", header.step ? Colour::Strong : Colour::Muted);
    }
    for (std::string_view line : text::lines(message.text))
        m_screen.line(0, printable(withoutCr(line)));
    if (message.cut > 0)
        m_screen.line(0, "… and " + std::to_string(message.cut) + " bytes more", Colour::Muted);
}

void Views::dialog()
{
    const auto& lines = m_runs.run().simulation->lines();
    if (lines.empty())
        return complain("There is no dialog: say LINE.");
    const Held* place = m_runs.held();
    const std::size_t said = m_runs.said();
    const bool isSaying = place != nullptr && place->stop.place == Place::BeforeCommand;
    const std::size_t inWork = isSaying || said == 0 ? said : said - 1;
    const std::size_t first = inWork - std::min(inWork, linesAround);
    const std::size_t last = std::min(lines.size(), inWork + linesAround + 1);
    for (std::size_t i = first; i < last; ++i) {
        const std::string lineNumber = lines[i].line == 0 ? "   +" : rightAligned(lines[i].line, 4);
        const bool isInWork = i == inWork && (isSaying || said > 0);
        m_screen.line(0, (isInWork ? "->" : "  ") + lineNumber + "  " + shownSaid(lines[i]),
                      isInWork     ? Colour::Strong
                      : i < inWork ? Colour::Muted
                                   : Colour::Plain);
        if (lines[i].expectation)
            for (std::size_t reply = 0; reply < lines[i].expectation->lines.size(); ++reply)
                m_screen.line(0,
                              "  " + rightAligned(lines[i].expectation->line + reply, 4) + "  " +
                                  printable(lines[i].expectation->lines[reply].format()),
                              Colour::Muted);
    }
}

void Views::runs()
{
    for (std::size_t i = 0; i < m_runs.all().size(); ++i) {
        const Run& run = *m_runs.all()[i];
        const bool isShown = i + 1 == m_runs.number();
        const bool isOver = run.condition == Condition::Over;
        m_screen.line(0,
                      (isShown ? "-> " : "   ") + std::to_string(i + 1) + "  " +
                          (run.from == 0 ? "" : "of run " + std::to_string(run.from) + ", ") + run.origin + "; " +
                          std::to_string(run.stops.size()) + " moments" +
                          (run.condition == Condition::Left ? ", left"
                           : isOver                         ? ", over"
                                                            : ", goes on"),
                      isShown ? Colour::Strong : Colour::Plain);
    }
}

void Views::kept()
{
    if (m_runs.plan().overrides.empty())
        return say("Nothing is kept.");
    for (const auto& kept : m_runs.plan().overrides)
        m_screen.line(0,
                      printable(kept.name) + "  at run " + std::to_string(kept.run) + " of " + printable(kept.plugin));
}

void Views::breakpoints()
{
    const auto& all = m_runs.plan().breakpoints;
    if (all.empty())
        return say("There are no breakpoints.");
    const auto hits = m_runs.hits();
    for (std::size_t i = 0; i < all.size(); ++i)
        m_screen.line(0, rightAligned(i + 1, 3) + "  " + printable(debug::formatBreakpoint(all[i])) + "   (" +
                             formatHits(hits[i]) + ")");
}

void Views::help(const std::string& word)
{
    const auto verb = word.empty() ? Result<Verb>(Verb::Help) : parseVerb(word);
    if (!verb)
        return complain(verb.error().message);
    for (const auto& row : verbRows()) {
        if (!word.empty() && row.verb != *verb)
            continue;
        if (word.empty())
            printHeading(m_screen, row.verb);
        std::string usage(row.word);
        if (!row.argument.empty())
            usage += " " + std::string(row.argument);
        m_screen.line(
            word.empty() ? viewIndent : 0,
            padded(usage, 20) + padded(row.shortForms.substr(0, row.shortForms.find(' ')), 3) + std::string(row.help));
    }
    if (word.empty())
        m_screen.line(0, "A word may be cut short; an empty line right behind a move makes it once more.",
                      Colour::Muted);
}

} // namespace spp::cli
