// SPDX-License-Identifier: MIT
#include "core/check/head_comment.h"

#include "core/base/text.h"

#include <algorithm>
#include <array>
#include <optional>
#include <vector>

namespace spp::check
{

namespace
{

constexpr std::size_t maxLooked = 16UL * 1024; // bytes; no head is longer
constexpr std::size_t maxLines = 40;           // more than a tool tip can show
constexpr std::size_t maxSummary = 200;        // bytes

bool isForMachines(std::string_view line)
{
    constexpr std::array<std::string_view, 6> marks{"SPDX-", "-*-", "vim:", "vi:", "shellcheck ", "coding:"};
    return line.starts_with('!') ||
           std::any_of(marks.begin(), marks.end(), [&](auto mark) { return text::trim(line).starts_with(mark); });
}

/// What stands behind the mark of a comment that goes to the line's end.
std::optional<std::string_view> behindMark(std::string_view line)
{
    const auto mark = line.starts_with("//") ? 2U : line.starts_with('#') ? 1U : 0U;
    if (mark == 0)
        return std::nullopt;
    line.remove_prefix(mark);
    if (line.starts_with(' '))
        line.remove_prefix(1);
    return line;
}

/// The mark that ends a comment of several lines which begins here; empty if none does. The mark in front is cut off.
std::string_view openBlock(std::string_view& line)
{
    constexpr std::array<std::pair<std::string_view, std::string_view>, 3> marks{
        {{"/*", "*/"}, {R"(""")", R"(""")"}, {"'''", "'''"}}};
    for (const auto& [begin, end] : marks)
        if (line.starts_with(begin)) {
            line.remove_prefix(begin.size());
            return end;
        }
    return {};
}

/// Collects lines; empty ones at the beginning don't count.
class Head
{
public:
    void add(std::string_view line)
    {
        line = text::trimEnd(line);
        if (m_lines.empty() && line.empty())
            return;
        if (m_lines.size() < maxLines && !isForMachines(line))
            m_lines.emplace_back(line);
    }
    bool isEmpty() const { return m_lines.empty(); }
    std::string text() const
    {
        std::string joined;
        for (const auto& line : m_lines)
            joined += std::string(line) + "\n";
        joined.erase(joined.find_last_not_of('\n') + 1);
        return joined;
    }

private:
    std::vector<std::string_view> m_lines;
};

/// The line of a block without the star that some put in front.
std::string_view withoutStar(std::string_view line)
{
    const auto trimmed = text::trim(line);
    return trimmed.starts_with("* ") || trimmed == "*" ? trimmed.substr(std::min<std::size_t>(2, trimmed.size()))
                                                       : line;
}

/// A cut within a character of UTF-8 goes in front of it.
std::string_view cutAt(std::string_view bytes, std::size_t size)
{
    if (bytes.size() <= size)
        return bytes;
    while (size > 0 && (static_cast<unsigned char>(bytes[size]) & 0xC0U) == 0x80U)
        --size;
    return bytes.substr(0, size);
}

} // namespace

std::string headComment(std::string_view bytes)
{
    if (bytes.substr(0, maxLooked).find('\0') != std::string_view::npos)
        return {};
    Head head;
    std::string_view blockEnd;
    for (std::string_view line : text::lines(cutAt(bytes, maxLooked))) {
        if (line.ends_with('\r'))
            line.remove_suffix(1);
        const bool isBlockOpen = !blockEnd.empty();
        if (!isBlockOpen)
            blockEnd = openBlock(line);
        if (!blockEnd.empty()) {
            const auto end = line.find(blockEnd);
            head.add(isBlockOpen ? withoutStar(line.substr(0, end)) : text::trim(line.substr(0, end)));
            if (end == std::string_view::npos)
                continue;
            blockEnd = {};
            if (!head.isEmpty())
                break;
        } else if (const auto comment = behindMark(line)) {
            head.add(*comment);
        } else if (!head.isEmpty() || !text::trim(line).empty()) {
            break;
        }
    }
    return head.text();
}

std::string summaryOf(std::string_view headComment, std::string_view programName)
{
    headComment = headComment.substr(0, headComment.find("\n\n"));
    if (!programName.empty() && headComment.starts_with(programName) &&
        headComment.substr(programName.size()).starts_with(": "))
        headComment.remove_prefix(programName.size() + 2);
    std::string summary(cutAt(headComment, maxSummary));
    std::replace(summary.begin(), summary.end(), '\n', ' ');
    for (std::size_t at = 0; (at = summary.find_first_of(".?!", at)) != std::string::npos; ++at)
        if (at + 1 < summary.size() && summary[at + 1] == ' ' && at + 2 < summary.size() &&
            (summary[at + 2] < 'a' || summary[at + 2] > 'z'))
            return summary.substr(0, at + 1);
    return headComment.size() > maxSummary ? summary + "…" : summary;
}

} // namespace spp::check
