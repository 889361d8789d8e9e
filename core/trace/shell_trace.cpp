// SPDX-License-Identifier: MIT
#include "core/trace/shell_trace.h"

#include "core/base/text.h"

#include <algorithm>
#include <utility>

namespace spp::trace
{

namespace
{

constexpr std::size_t bytesBesideText = 100;

/// So many processes may be in the midst of a traced line; a plugin that writes more of their beginnings forges them.
constexpr std::size_t maxOpen = 16;

/// The length of the longest end of the text with which the word begins.
std::size_t beginningAtEnd(std::string_view text, std::string_view word)
{
    std::size_t size = std::min(text.size(), word.size() - 1);
    while (!text.ends_with(word.substr(0, size)))
        --size;
    return size;
}

/// "12 plugins/check MARK echo hello", without the head in front.
TracedLine parseMarked(std::string_view line, std::string_view mark)
{
    TracedLine traced;
    const auto end = std::min(line.find(mark), line.size());
    const std::string_view place = text::trim(line.substr(0, end));
    line.remove_prefix(std::min(line.size(), end + mark.size() + 1));
    const auto number = text::leadingNumber(place);
    traced.line = number.value_or(0);
    if (number)
        traced.file = text::trim(place.substr(std::min(place.size(), place.find_first_not_of("0123456789"))));
    traced.text = line;
    return traced;
}

} // namespace

/// The colon comes from an expansion, so that a plugin that prints its environment, with PS4 in it, prints no head. In bash the first
/// character is repeated in the depth of command substitutions.
std::string shellPrompt(ShellKind shell, std::string_view mark)
{
    const std::string name(mark);
    switch (shell) {
    case ShellKind::Bash: return "+" + name + "${PPID+:}${LINENO-} ${BASH_SOURCE-} " + name + " ";
    case ShellKind::Zsh: return "+" + name + "%{:%}%I %x " + name + " ";
    case ShellKind::Other: return "+" + name + "${PPID+:}${LINENO-} " + name + " ";
    }
    return {};
}

ShellTrace::ShellTrace(Channel channel, std::string mark, std::string_view script)
    : m_channel(channel), m_mark(std::move(mark)), m_script(script), m_head("+" + m_mark + ":")
{}

std::string ShellTrace::take(std::string_view bytes)
{
    if (m_channel == Channel::Log)
        return takeFromLog(bytes);
    takeOwn(bytes);
    return {};
}

std::string ShellTrace::finish()
{
    std::string rest = std::exchange(m_pending, {});
    if (!m_open.empty())
        addTo(m_open.back(), std::exchange(rest, {}));
    for (std::string& line : std::exchange(m_open, {}))
        endLine(std::move(line));
    return rest;
}

std::vector<TracedLine> ShellTrace::takeLines()
{
    return std::exchange(m_lines, {});
}

std::string ShellTrace::takeFromLog(std::string_view bytes)
{
    std::string log;
    m_pending += bytes;
    std::string_view rest = m_pending;
    const auto takePlain = [&](std::size_t size) {
        if (m_open.empty())
            log += rest.substr(0, size);
        else
            addTo(m_open.back(), rest.substr(0, size));
        rest.remove_prefix(size);
    };
    for (;;) {
        const auto newline = m_open.empty() ? std::string_view::npos : rest.find('\n');
        const auto head = m_open.size() == maxOpen ? std::string_view::npos : rest.substr(0, newline).find(m_head);
        if (head != std::string_view::npos) {
            takePlain(head);
            rest.remove_prefix(m_head.size());
            m_open.emplace_back();
        } else if (newline != std::string_view::npos) {
            takePlain(newline);
            rest.remove_prefix(1);
            endLine(std::move(m_open.back()));
            m_open.pop_back();
        } else {
            takePlain(rest.size() - beginningAtEnd(rest, m_head));
            m_pending = std::string(rest);
            return log;
        }
    }
}

void ShellTrace::takeOwn(std::string_view bytes)
{
    while (!bytes.empty()) {
        const auto end = bytes.find('\n');
        if (m_open.empty())
            m_open.emplace_back();
        addTo(m_open.back(), bytes.substr(0, end));
        if (end == std::string_view::npos)
            return;
        endLine(std::move(m_open.back()));
        m_open.pop_back();
        bytes.remove_prefix(end + 1);
    }
}

/// One byte more than is shown tells that it was cut.
void ShellTrace::addTo(std::string& line, std::string_view bytes)
{
    line += bytes.substr(0, maxTracedLine + 1 - std::min(line.size(), maxTracedLine + 1));
}

void ShellTrace::endLine(std::string line)
{
    if (line.size() > maxTracedLine) {
        line.resize(maxTracedLine);
        line += "…";
    }
    if (m_channel == Channel::Log)
        return keep(parseMarked(line, m_mark));
    const auto plus = std::min(line.find_first_not_of('+'), line.size());
    const std::string_view marked = std::string_view(line).substr(plus);
    const std::string_view head = std::string_view(m_head).substr(1);
    if (plus > 0 && marked.starts_with(head))
        return keep(parseMarked(marked.substr(head.size()), m_mark));
    const bool isOfAnotherPrompt = plus > 0 && marked.starts_with(' ');
    keep({0, {}, std::string(isOfAnotherPrompt ? marked.substr(1) : line), !isOfAnotherPrompt, false});
}

void ShellTrace::keep(TracedLine line)
{
    if (m_kept < maxShellTrace && line.line == 0 && !line.continues)
        if (const auto found = m_script.find(line.text)) {
            line.line = *found;
            line.guessed = true;
        }
    const std::size_t size = line.text.size() + line.file.size() + bytesBesideText;
    if (m_kept + size > maxShellTrace)
        m_kept = maxShellTrace; // nothing smaller comes behind what is left out
    else
        m_lines.push_back(std::move(line));
    m_kept += std::min(size, maxShellTrace - m_kept);
}

} // namespace spp::trace
