// SPDX-License-Identifier: MIT
#include "app/cli/step_printer.h"

#include "core/base/text.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <utility>

namespace spp::cli
{

namespace
{

constexpr int sectionIndent = 3;
constexpr int pluginIndent = 6;
constexpr int detailIndent = 9;

std::string formatMilliseconds(std::chrono::nanoseconds time)
{
    std::array<char, 32> buffer{};
    std::snprintf(buffer.data(), buffer.size(), "%.1f ms", std::chrono::duration<double, std::milli>(time).count());
    return buffer.data();
}

std::string formatResources(const trace::PluginResources& resources)
{
    const std::string times = formatMilliseconds(resources.wall) + ", " +
                              formatMilliseconds(resources.user + resources.system) + " of processor";
    return resources.peakKib ? times + ", " + std::to_string(*resources.peakKib) + " KiB" : times;
}

} // namespace

std::string formatChange(const plugin::EnvironmentChange& change)
{
    const std::string name = text::printable(change.name);
    if (!change.after)
        return "- " + name;
    const std::string now = name + "=" + text::printable(*change.after);
    return change.before ? "~ " + now + "  (was " + text::printable(*change.before) + ")" : "+ " + now;
}

void printSaid(Screen& screen, int indent, const plugin::Command& command, std::string_view note)
{
    const std::string line = command.line.empty() ? "" : text::printable(command.line) + "   → ";
    screen.detail(indent, "stdout", line + plugin::describe(command));
    if (!note.empty())
        screen.detail(indent, "", "! " + std::string(note), Colour::Defer);
}

void printTraced(Screen& screen, int indent, const plugin::Call& call, const trace::TracedLine& line)
{
    constexpr std::size_t numberWidth = 4;
    std::string number = line.line == 0 ? "" : (line.guessed ? "~" : "") + std::to_string(line.line);
    if (!trace::isOfProgram(line, call))
        number = text::printable(line.file) + ":" + number;
    screen.detail(indent, line.continues ? "" : "ran",
                  std::string(numberWidth - std::min(numberWidth, number.size()), ' ') + number + "  " +
                      text::printable(line.text),
                  Colour::Muted);
}

StepPrinter::StepPrinter(Screen& screen, trace::Timeline past) : m_screen(screen), m_timeline(std::move(past))
{
    m_hazards.next(m_timeline);
}

void StepPrinter::print(const trace::Record& record)
{
    m_changed = m_timeline.add(record);
    if (m_changed >= m_timeline.size())
        return;
    if (const auto* log = std::get_if<trace::PluginLog>(&record.body)) {
        m_log += log->bytes;
        printLog();
    } else if (const auto* trace = std::get_if<trace::PluginTrace>(&record.body)) {
        for (const auto& line : trace->lines)
            printTraced(m_screen, detailIndent, step().plugin->call, line);
    } else if (const auto* changed = std::get_if<trace::ReplyChanged>(&record.body)) {
        m_screen.detail(sectionIndent, "changed", "by hand, this was sent instead:", Colour::Defer);
        printReply(changed->sent);
    } else if (std::holds_alternative<trace::EnvironmentChanged>(record.body)) {
        for (const auto& change : plugin::changes(*step().plugin->meant, step().environment()))
            m_screen.detail(detailIndent, "by hand", formatChange(change), Colour::Defer);
    } else if (const auto* report = std::get_if<session::Report>(&record.body)) {
        std::visit([this](const auto& body) { on(body); }, report->body);
        printHazards();
    }
    m_screen.flush();
}

void StepPrinter::on(const session::SessionStarted& body)
{
    m_screen.line(0, "Client connected", Colour::Strong);
    if (!body.error.empty())
        m_screen.detail(sectionIndent, "error", body.error, Colour::Refuse);
    printEnvironment();
}

void StepPrinter::on(const session::ClientLine& body)
{
    m_screen.blank();
    m_screen.line(0, "C: " + text::printable(body.line) + numberOfTurn(), Colour::Client);
}

std::string StepPrinter::numberOfTurn()
{
    if (!m_showsNumbers)
        return {};
    for (; m_counted <= m_changed; ++m_counted) {
        const auto kind = m_timeline.steps()[m_counted].kind;
        if (kind == trace::StepKind::Session || kind == trace::StepKind::ClientLine || kind == trace::StepKind::Message)
            ++m_turns;
    }
    return "   [" + std::to_string(m_turns - 1) + "]";
}

void StepPrinter::on(const session::SectionStarted&)
{
    m_screen.line(sectionIndent, step().title, Colour::Muted);
}

void StepPrinter::on(const session::PluginStarted& body)
{
    m_screen.line(pluginIndent, text::printable(body.call.line), Colour::Strong);
    m_screen.detail(detailIndent, "at", body.call.place, Colour::Muted);
    printChanges();
}

void StepPrinter::on(const session::PluginSaid& body)
{
    printSaid(m_screen, detailIndent, body.command, body.note);
}

void StepPrinter::on(const session::PluginEnded&)
{
    printEnd();
}

void StepPrinter::printEnd()
{
    if (!m_log.empty())
        m_log += '\n';
    printLog();
    const trace::PluginStep& plugin = *step().plugin;
    std::string words = plugin.describeEnd();
    if (plugin.resources)
        words += ", " + formatResources(*plugin.resources);
    m_screen.detail(detailIndent, "ended", words,
                    step().outcome == trace::Outcome::Failed ? Colour::Refuse : Colour::Muted);
}

void StepPrinter::on(const session::PluginSkipped& body)
{
    m_screen.line(pluginIndent, text::printable(body.line) + "   not run: " + body.why, Colour::Muted);
}

void StepPrinter::on(const session::RecipientCheckStarted&)
{
    m_screen.line(sectionIndent, step().title, Colour::Strong);
    printChanges();
}

void StepPrinter::on(const session::RecipientCheckEnded&)
{
    printEnd();
    m_screen.detail(sectionIndent, "verdict", trace::formatOutcome(step().outcome), colourOf(step().outcome));
}

void StepPrinter::on(const session::SectionEnded&)
{
    m_screen.detail(sectionIndent, "verdict", trace::formatOutcome(step().outcome), colourOf(step().outcome));
}

void StepPrinter::on(const session::ReplySent& body)
{
    printReply(body.text);
}

void StepPrinter::printReply(std::string_view text)
{
    for (std::string_view reply : text::lines(text)) {
        if (reply.ends_with('\r'))
            reply.remove_suffix(1);
        m_screen.line(0, "S: " + text::printable(reply), colourOf(step().outcome));
    }
}

/// Only what the server and the plugins put above the message; the rest is the client's own.
void StepPrinter::on(const session::MessagePart& body)
{
    if (m_printedHead)
        return;
    m_printedHead = true;
    for (const std::string_view header : text::lines(body.bytes))
        m_screen.detail(sectionIndent, "header", text::printable(header), Colour::Muted);
}

void StepPrinter::on(const session::MessageRead&)
{
    m_printedHead = false;
    m_screen.blank();
    m_screen.line(0, "C: (" + step().title + ")" + numberOfTurn(), Colour::Client);
}

void StepPrinter::on(const session::QueueAnswered&)
{
    m_screen.detail(sectionIndent, "queue", step().title, colourOf(step().outcome));
    for (const std::string_view recipient : text::lines(step().text))
        m_screen.detail(sectionIndent, "", "<" + text::printable(recipient) + ">", Colour::Muted);
}

void StepPrinter::on(const session::SessionEnded&)
{
    m_screen.line(0, step().title, Colour::Strong);
    m_screen.blank();
}

void StepPrinter::printEnvironment()
{
    for (const auto& entry : step().environment().entries())
        m_screen.detail(sectionIndent, "env", text::printable(entry), Colour::Muted);
}

void StepPrinter::printChanges()
{
    for (const auto& change : m_timeline.environmentChanges(m_changed))
        m_screen.detail(detailIndent, "env", formatChange(change));
}

void StepPrinter::printLog()
{
    for (auto end = m_log.find('\n'); end != std::string::npos; end = m_log.find('\n')) {
        m_screen.detail(detailIndent, "stderr", text::printable(std::string_view(m_log).substr(0, end)));
        m_log.erase(0, end + 1);
    }
}

/// What the step that has just ended shows; of another step, or of the file, with its place.
void StepPrinter::printHazards()
{
    for (const trace::Hazard& hazard : m_hazards.next(m_timeline)) {
        std::string words = std::string(trace::formatSeverity(hazard.severity)) + ": ";
        if (hazard.step != m_changed)
            words += hazard.place + ": ";
        m_screen.detail(detailIndent, "problem", words + hazard.sentence, colourOf(hazard.severity));
    }
}

} // namespace spp::cli
