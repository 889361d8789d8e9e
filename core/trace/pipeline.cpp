// SPDX-License-Identifier: MIT
#include "core/trace/pipeline.h"

#include "core/base/text.h"
#include "core/smtp/command.h"

#include <algorithm>
#include <array>

namespace spp::trace
{

using control::Section;
using plugin::Letter;

namespace
{

constexpr std::array sectionOrder{Section::Connection, Section::Helo, Section::Auth, Section::Mail,
                                  Section::Rcpt,       Section::Pass, Section::Data};

std::string quoted(std::string_view text)
{
    return "“" + text::printable(text) + "”";
}

std::optional<Section> sectionOf(smtp::Verb verb)
{
    switch (verb) {
    case smtp::Verb::Helo:
    case smtp::Verb::Ehlo: return Section::Helo;
    case smtp::Verb::Mail: return Section::Mail;
    case smtp::Verb::Rcpt: return Section::Rcpt;
    case smtp::Verb::Data:
    case smtp::Verb::Bdat: return Section::Data;
    case smtp::Verb::Auth: return Section::Auth;
    case smtp::Verb::Rset:
    case smtp::Verb::Noop:
    case smtp::Verb::Vrfy:
    case smtp::Verb::Help:
    case smtp::Verb::Quit:
    case smtp::Verb::StartTls:
    case smtp::Verb::Xclient:
    case smtp::Verb::Unknown: return std::nullopt;
    }
    return std::nullopt;
}

std::string neverCalled(const Timeline& timeline, Section section)
{
    const session::Dialect* dialect = timeline.dialect();
    switch (section) {
    case Section::Connection: return "the session never came to it";
    case Section::Helo: return "the client never said HELO or EHLO";
    case Section::Mail: return "the client never said MAIL";
    case Section::Rcpt: return "the client never said RCPT";
    case Section::Data: return "the client never said DATA";
    case Section::Pass:
        return dialect != nullptr && !dialect->hasPass ? "this dialect has no [pass]"
                                                       : "no recipient passed all checks";
    case Section::Auth:
        return dialect != nullptr && dialect->auth.offer == session::AuthTraits::Offer::Never
                   ? "this dialect has no AUTH"
                   : "nobody logged in";
    }
    return {};
}

/// The words for a plugin that did not run because of the one before it.
std::string becauseOf(const PluginStep& before)
{
    const std::string name = text::printable(before.call.line);
    if (before.exit && before.exit->failed())
        return name + " failed before it";
    for (const PluginLine& line : before.output) {
        switch (line.command.letter) {
        case Letter::Accept: return "accepted early: A by " + name;
        case Letter::Next: return "N by " + name;
        case Letter::Ok: return "O by " + name;
        case Letter::Error: return "refused before: E by " + name;
        case Letter::Reject: return "connection closed before: R by " + name;
        case Letter::Drop: return "connection closed before: D by " + name;
        case Letter::Print:
        case Letter::Set:
        case Letter::Unset:
        case Letter::Header:
        case Letter::Change:
        case Letter::LaterMail:
        case Letter::LaterRcpt:
        case Letter::LaterData:
        case Letter::Ignored: break;
        }
    }
    return "the section ended before it";
}

bool saidAccept(const PluginStep& plugin)
{
    return std::ranges::any_of(plugin.output,
                               [](const PluginLine& line) { return line.command.letter == Letter::Accept; });
}

} // namespace

PipelineSections Pipeline::ofRange(const Timeline& timeline, std::size_t first, std::size_t last)
{
    Pipeline pipeline;
    pipeline.begin(timeline);
    for (std::size_t step = first; step <= last && step < timeline.size(); ++step)
        if (timeline.steps()[step].outcome != Outcome::Running)
            pipeline.add(timeline, step);
    return std::move(pipeline.m_sections);
}

void Pipeline::update(const Timeline& timeline, std::size_t most)
{
    for (const std::size_t step : m_steps.next(timeline, most)) {
        if (timeline.steps()[step].kind == StepKind::Session)
            begin(timeline);
        add(timeline, step);
    }
}

void Pipeline::begin(const Timeline& timeline)
{
    m_sections.clear();
    const auto& plugins = timeline.plugins();
    if (!plugins)
        return;
    const auto addSection = [&](std::optional<Section> section, const std::vector<control::PluginEntry>& entries,
                                const std::string& why) {
        if (entries.empty())
            return;
        PipelineSection added{section, 0, {}};
        for (const control::PluginEntry& entry : entries) {
            PipelinePlugin plugin;
            plugin.line = entry.text;
            plugin.place = timeline.smtpPluginsPath() + ":" + std::to_string(entry.line);
            plugin.whyNever = why;
            m_places.emplace(plugin.place, std::pair(m_sections.size(), added.plugins.size()));
            added.plugins.push_back(std::move(plugin));
        }
        m_sections.push_back(std::move(added));
    };
    for (const Section section : sectionOrder)
        addSection(section, plugins->plugins(section), neverCalled(timeline, section));
    addSection(std::nullopt, plugins->neverRun(), "stands below no section that there is");
}

void Pipeline::add(const Timeline& timeline, std::size_t index)
{
    const Step& step = timeline.steps()[index];
    switch (step.kind) {
    case StepKind::Plugin: return step.plugin->whySkipped.empty() ? addRun(timeline, index) : addSkip(timeline, index);
    case StepKind::Reply: return addReply(timeline, index);
    case StepKind::End: return addEnd();
    case StepKind::Session:
    case StepKind::ClientLine:
    case StepKind::Section:
    case StepKind::Check:
    case StepKind::Message:
    case StepKind::Queue: return;
    }
}

void Pipeline::addRun(const Timeline& timeline, std::size_t index)
{
    const Step& step = timeline.steps()[index];
    if (!m_lastRan || timeline.steps()[*m_lastRan].parent != step.parent)
        if (PipelineSection* section = find(step.plugin->call.section))
            ++section->runs;
    m_lastRan = index;
    if (saidAccept(*step.plugin))
        m_switchedOffBy = text::printable(step.plugin->call.line);
    PipelinePlugin* plugin = find(step);
    if (plugin == nullptr)
        return;
    ++plugin->runs;
    ++plugin->outcomes[step.outcome];
    plugin->lastRun = index;
    plugin->whyNever.clear();
}

void Pipeline::addSkip(const Timeline& timeline, std::size_t index)
{
    const Step& step = timeline.steps()[index];
    PipelinePlugin* plugin = find(step);
    if (plugin == nullptr)
        return;
    ++plugin->skips;
    plugin->lastSkip = index;
    plugin->whyNever.clear();
    if (m_lastRan && timeline.steps()[*m_lastRan].parent == step.parent)
        ++plugin->skipReasons[becauseOf(*timeline.steps()[*m_lastRan].plugin)];
    else
        ++plugin->skipReasons[m_switchedOffBy.empty() ? "plugins are off" : "accepted early: A by " + m_switchedOffBy];
}

/// A command that the server has answered without asking its section.
void Pipeline::addReply(const Timeline& timeline, std::size_t index)
{
    const auto& steps = timeline.steps();
    const auto root = steps[index].parent;
    if (!root || m_answered == root || steps[*root].kind != StepKind::ClientLine)
        return;
    m_answered = root;
    const smtp::Verb verb = smtp::parseCommand(steps[*root].text).verb;
    const auto section = sectionOf(verb);
    PipelineSection* asked = section ? find(*section) : nullptr;
    const bool sectionRan = std::ranges::any_of(steps.begin() + static_cast<std::ptrdiff_t>(*root),
                                                steps.begin() + static_cast<std::ptrdiff_t>(index),
                                                [](const Step& each) { return each.kind == StepKind::Section; });
    if (asked == nullptr || sectionRan)
        return;
    for (PipelinePlugin& plugin : asked->plugins)
        if (plugin.runs == 0 && plugin.skips == 0)
            plugin.whyNever = std::string(steps[index].fromPlugin ? "a text that a plugin kept" : "the server itself") +
                              " answered " + std::string(smtp::formatVerb(verb)) + ": " +
                              quoted(std::string_view(steps[index].text).substr(0, steps[index].text.find('\r')));
}

/// Those behind a plugin that was still running.
void Pipeline::addEnd()
{
    for (PipelineSection& section : m_sections)
        if (section.runs > 0)
            for (PipelinePlugin& plugin : section.plugins)
                if (plugin.runs == 0 && plugin.skips == 0)
                    plugin.whyNever = "the session ended before it";
}

PipelinePlugin* Pipeline::find(const Step& step)
{
    const auto found = m_places.find(step.plugin->call.place);
    return found == m_places.end() ? nullptr : &m_sections[found->second.first].plugins[found->second.second];
}

PipelineSection* Pipeline::find(Section section)
{
    const auto found = std::ranges::find(m_sections, std::optional(section), &PipelineSection::section);
    return found == m_sections.end() ? nullptr : &*found;
}

} // namespace spp::trace
