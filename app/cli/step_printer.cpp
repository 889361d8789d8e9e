// SPDX-License-Identifier: MIT
#include "app/cli/step_printer.h"

#include "core/base/text.h"

#include <algorithm>
#include <array>
#include <cstdio>

namespace spp::cli
{

namespace
{

constexpr int sectionIndent = 3;
constexpr int pluginIndent = 6;
constexpr int detailIndent = 9;
constexpr std::size_t labelWidth = 8;

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

std::string formatChange(const plugin::EnvironmentChange& change)
{
    const std::string name = text::printable(change.name);
    if (!change.after)
        return "- " + name;
    const std::string now = name + "=" + text::printable(*change.after);
    return change.before ? "~ " + now + "  (was " + text::printable(*change.before) + ")" : "+ " + now;
}

} // namespace

void StepPrinter::print(const trace::Record& record)
{
    m_changed = m_timeline.add(record);
    if (m_changed >= m_timeline.size())
        return;
    if (const auto* log = std::get_if<trace::PluginLog>(&record.body)) {
        m_log += log->bytes;
        printLog();
    } else if (const auto* report = std::get_if<session::Report>(&record.body)) {
        std::visit([this](const auto& body) { on(body); }, report->body);
        printHazards();
    }
    m_out.flush();
}

void StepPrinter::on(const session::SessionStarted& body)
{
    title(0, "Client connected", Colour::Strong);
    if (!body.error.empty())
        detail(sectionIndent, "error", body.error, Colour::Refuse);
    printEnvironment();
}

void StepPrinter::on(const session::ClientLine& body)
{
    m_out << "\n";
    title(0, "C: " + text::printable(body.line), Colour::Client);
}

void StepPrinter::on(const session::SectionStarted&)
{
    title(sectionIndent, step().title, Colour::Muted);
}

void StepPrinter::on(const session::PluginStarted& body)
{
    title(pluginIndent, text::printable(body.call.line), Colour::Strong);
    detail(detailIndent, "at", body.call.place, Colour::Muted);
    printChanges();
}

void StepPrinter::on(const session::PluginSaid& body)
{
    std::string words = body.command.line.empty() ? "" : text::printable(body.command.line) + "   → ";
    words += plugin::describe(body.command);
    detail(detailIndent, "stdout", words);
    if (!body.note.empty())
        detail(detailIndent, "", "! " + body.note, Colour::Defer);
}

void StepPrinter::on(const session::PluginEnded& body)
{
    printEnd(body.exit);
}

void StepPrinter::printEnd(const plugin::Exit& exit)
{
    if (!m_log.empty())
        m_log += '\n';
    printLog();
    const trace::PluginStep& plugin = *step().plugin;
    std::string words = plugin::describe(exit);
    if (plugin.resources)
        words += ", " + formatResources(*plugin.resources);
    detail(detailIndent, "ended", words, step().outcome == trace::Outcome::Failed ? Colour::Refuse : Colour::Muted);
}

void StepPrinter::on(const session::PluginSkipped& body)
{
    title(pluginIndent, text::printable(body.line) + "   not run: " + body.why, Colour::Muted);
}

void StepPrinter::on(const session::RecipientCheckStarted&)
{
    title(sectionIndent, step().title, Colour::Strong);
    printChanges();
}

void StepPrinter::on(const session::RecipientCheckEnded& body)
{
    printEnd(body.exit);
    detail(sectionIndent, "verdict", trace::formatOutcome(step().outcome), colourOf(step().outcome));
}

void StepPrinter::on(const session::SectionEnded&)
{
    detail(sectionIndent, "verdict", trace::formatOutcome(step().outcome), colourOf(step().outcome));
}

void StepPrinter::on(const session::ReplySent& body)
{
    for (std::string_view reply : text::lines(body.text)) {
        if (reply.ends_with('\r'))
            reply.remove_suffix(1);
        title(0, "S: " + text::printable(reply), colourOf(step().outcome));
    }
}

/// Only what the server and the plugins put above the message; the rest is the client's own.
void StepPrinter::on(const session::MessagePart& body)
{
    if (m_printedHead)
        return;
    m_printedHead = true;
    for (const std::string_view header : text::lines(body.bytes))
        detail(sectionIndent, "header", text::printable(header), Colour::Muted);
}

void StepPrinter::on(const session::MessageRead&)
{
    m_printedHead = false;
    m_out << "\n";
    title(0, "C: (" + step().title + ")", Colour::Client);
}

void StepPrinter::on(const session::QueueAnswered&)
{
    detail(sectionIndent, "queue", step().title, colourOf(step().outcome));
    for (const std::string_view recipient : text::lines(step().text))
        detail(sectionIndent, "", "<" + text::printable(recipient) + ">", Colour::Muted);
}

void StepPrinter::on(const session::SessionEnded&)
{
    title(0, step().title, Colour::Strong);
    m_out << "\n";
}

void StepPrinter::printEnvironment()
{
    for (const auto& entry : step().environment().entries())
        detail(sectionIndent, "env", text::printable(entry), Colour::Muted);
}

void StepPrinter::printChanges()
{
    for (const auto& change : m_timeline.environmentChanges(m_changed))
        detail(detailIndent, "env", formatChange(change));
}

void StepPrinter::printLog()
{
    for (auto end = m_log.find('\n'); end != std::string::npos; end = m_log.find('\n')) {
        detail(detailIndent, "stderr", text::printable(std::string_view(m_log).substr(0, end)));
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
        detail(detailIndent, "problem", words + hazard.sentence, colourOf(hazard.severity));
    }
}

void StepPrinter::title(int indent, std::string_view text, Colour colour)
{
    static constexpr std::array codes{"", "\033[36m", "\033[32m", "\033[33m", "\033[31m", "\033[2m", "\033[1m"};
    const bool coloured = m_colour && colour != Colour::Plain;
    m_out << std::string(static_cast<std::size_t>(indent), ' ')
          << (coloured ? codes[static_cast<std::size_t>(colour)] : "") << text << (coloured ? "\033[0m" : "") << "\n";
}

void StepPrinter::detail(int indent, std::string label, std::string_view text, Colour colour)
{
    label.resize(std::max(labelWidth, label.size() + 1), ' ');
    m_out << std::string(static_cast<std::size_t>(indent), ' ') << label;
    title(0, text, colour);
}

StepPrinter::Colour StepPrinter::colourOf(trace::Outcome outcome)
{
    switch (outcome) {
    case trace::Outcome::Accepted: return Colour::Accept;
    case trace::Outcome::Deferred: return Colour::Defer;
    case trace::Outcome::Refused:
    case trace::Outcome::Disconnected:
    case trace::Outcome::Failed: return Colour::Refuse;
    case trace::Outcome::None:
    case trace::Outcome::Running:
    case trace::Outcome::Skipped: return Colour::Plain;
    }
    return Colour::Plain;
}

StepPrinter::Colour StepPrinter::colourOf(trace::Severity severity)
{
    switch (severity) {
    case trace::Severity::Note: return Colour::Muted;
    case trace::Severity::Warning: return Colour::Defer;
    case trace::Severity::Error: return Colour::Refuse;
    }
    return Colour::Plain;
}

} // namespace spp::cli
