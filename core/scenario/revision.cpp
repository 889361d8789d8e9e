// SPDX-License-Identifier: MIT
#include "core/scenario/revision.h"

#include "core/base/text.h"

#include <algorithm>
#include <map>

namespace spp::scenario
{

namespace
{

constexpr std::size_t codeLength = 3;

bool isCode(std::string_view text)
{
    return text.size() == codeLength && text.find_first_not_of("0123456789") == std::string_view::npos;
}

/// Without its line end, and what a pattern does not keep.
std::string_view lineOfReply(std::string_view line)
{
    return text::trim(line.substr(0, line.find_last_not_of("\r\n") + 1));
}

/// The line as a pattern that it meets; empty: there is none.
std::string formatLine(std::string_view line, ReplyPattern::Form form, bool onlyCode)
{
    std::string_view shown = lineOfReply(line);
    if (text::hasControlByte(shown))
        shown = shown.substr(
            0, static_cast<std::size_t>(
                   std::find_if(shown.begin(), shown.end(), [](char c) { return c >= 0 && c < ' '; }) - shown.begin()));
    if (onlyCode && isCode(shown.substr(0, codeLength)))
        shown = shown.substr(0, codeLength);
    shown = text::trimEnd(shown);
    if (shown.empty())
        return {};
    const bool isWhole =
        form == ReplyPattern::Form::Exact && shown == line.substr(0, line.find_last_not_of("\r\n") + 1);
    return ReplyPattern{isWhole ? form : ReplyPattern::Form::Prefix, std::string(shown)}.format();
}

std::string withoutVariables(std::string line)
{
    for (auto mark = line.find("${"); mark != std::string::npos; mark = line.find("${", mark + 3))
        line.insert(mark + 2, 1, '{');
    return line;
}

bool hasVariable(std::string_view line)
{
    for (auto mark = line.find("${"); mark != std::string_view::npos; mark = line.find("${", mark + 2))
        if (!line.substr(mark + 2).starts_with('{'))
            return true;
    return false;
}

/// Why a line's expectation can't be changed; empty: it can.
std::string objection(std::string_view line, const LineChange& change)
{
    if (change.isNew)
        return {};
    if (!isReplyPattern(line) && !line.starts_with("expect "))
        return "what is expected stands in a file that is included here";
    return hasVariable(line) ? "what is expected stands in a variable" : "";
}

/// The changes of each line, with how often they were asked for.
struct Wanted
{
    const LineChange* change = nullptr;
    std::size_t times = 0;
    bool differs = false;
};

/// Those that replace a line, or those that stand behind one.
std::map<std::size_t, Wanted> byLine(const std::vector<LineChange>& changes, bool areNew)
{
    std::map<std::size_t, Wanted> wanted;
    for (const LineChange& change : changes) {
        if (change.isNew != areNew)
            continue;
        Wanted& place = wanted[change.line];
        place.differs |= place.change != nullptr && !(*place.change == change);
        place.change = &change;
        ++place.times;
    }
    return wanted;
}

class Reviser
{
public:
    Reviser(const std::vector<LineChange>& changes, std::size_t cases)
        : m_replacing(byLine(changes, false)), m_added(byLine(changes, true)), m_cases(cases)
    {}

    Revised revise(std::string_view text)
    {
        std::size_t number = 0;
        addBehind(number, {}, "");
        for (std::string_view line : text::lines(text)) {
            ++number;
            const std::string_view end = line.ends_with('\r') ? "\r\n" : "\n";
            if (line.ends_with('\r'))
                line.remove_suffix(1);
            if (const LineChange* change = take(m_replacing, number, line))
                put(*change, end);
            else
                m_revised.text.append(line).append(end);
            addBehind(number, line, end);
        }
        if (!text.ends_with('\n') && m_revised.changed == 0)
            m_revised.text = text;
        return std::move(m_revised);
    }

private:
    void addBehind(std::size_t number, std::string_view line, std::string_view end)
    {
        if (const LineChange* change = take(m_added, number, line))
            put(*change, end.empty() ? "\n" : end);
    }

    void put(const LineChange& change, std::string_view end)
    {
        for (const std::string& line : change.lines)
            m_revised.text.append(withoutVariables(line)).append(end);
        ++m_revised.changed;
    }

    /// nullptr: there is none, or it can't be made, which is told.
    const LineChange* take(const std::map<std::size_t, Wanted>& wanted, std::size_t number, std::string_view line)
    {
        const auto found = wanted.find(number);
        if (found == wanted.end())
            return nullptr;
        std::string why = objection(line, *found->second.change);
        if (why.empty() && (found->second.differs || found->second.times < m_cases))
            why = "the rows of the table differ in what was seen";
        if (why.empty())
            return found->second.change;
        m_revised.refused.push_back("line " + std::to_string(number) + ": " + why + "; change it by hand");
        return nullptr;
    }

    std::map<std::size_t, Wanted> m_replacing;
    std::map<std::size_t, Wanted> m_added;
    std::size_t m_cases;
    Revised m_revised;
};

} // namespace

std::string formatReply(std::string_view reply)
{
    const auto lines = text::lines(reply);
    if (lines.empty())
        return {};
    const bool accepts = lines.front().starts_with('2') || lines.front().starts_with('3');
    return formatLine(lines.front(), ReplyPattern::Form::Prefix, accepts);
}

std::vector<LineChange> acceptReply(const Expectation& expectation, std::string_view reply)
{
    const auto replied = text::lines(reply);
    std::vector<LineChange> changes;
    for (std::size_t i = 0; i < expectation.lines.size(); ++i) {
        const ReplyPattern& pattern = expectation.lines[i];
        if (i < replied.size() && pattern.matches(replied[i].substr(0, replied[i].find_last_not_of('\r') + 1)))
            continue;
        LineChange change{pattern.line, {}, false};
        const bool onlyCode = pattern.form == ReplyPattern::Form::Prefix && isCode(pattern.text);
        const std::string line = i < replied.size() ? formatLine(replied[i], pattern.form, onlyCode) : std::string();
        if (!line.empty())
            change.lines.push_back(line);
        else if (i == 0)
            return {}; // nothing is left of it
        changes.push_back(std::move(change));
    }
    return changes;
}

Revised revise(std::string_view text, const std::vector<LineChange>& changes, std::size_t cases)
{
    return Reviser(changes, cases).revise(text);
}

} // namespace spp::scenario
