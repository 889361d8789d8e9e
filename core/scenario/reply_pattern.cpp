// SPDX-License-Identifier: MIT
#include "core/scenario/reply_pattern.h"

#include "core/base/text.h"

#include <algorithm>
#include <array>
#include <utility>

namespace spp::scenario
{

namespace
{

using Form = ReplyPattern::Form;

constexpr std::array forms{std::pair(':', Form::Prefix), std::pair('=', Form::Exact), std::pair('*', Form::Wildcards),
                           std::pair('~', Form::Expression)};

std::optional<Form> formOf(std::string_view line)
{
    if (line.size() > 1 && line.front() == 'S')
        for (const auto& [mark, form] : forms)
            if (line[1] == mark)
                return form;
    return std::nullopt;
}

char markOf(Form form)
{
    for (const auto& [mark, each] : forms)
        if (each == form)
            return mark;
    return ':';
}

/// Goes back to the last * only: that is enough, and takes no more than the product of both lengths.
bool matchesWildcards(std::string_view pattern, std::string_view text)
{
    std::size_t p = 0;
    std::size_t star = std::string_view::npos;
    std::size_t behindStar = 0;
    for (std::size_t t = 0; t < text.size();) {
        if (p < pattern.size() && pattern[p] == '*') {
            star = p++;
            behindStar = t;
        } else if (p < pattern.size() && (pattern[p] == '?' || pattern[p] == text[t])) {
            ++p;
            ++t;
        } else if (star != std::string_view::npos) {
            p = star + 1;
            t = ++behindStar;
        } else {
            return false;
        }
    }
    return pattern.find_first_not_of('*', p) == std::string_view::npos;
}

std::string_view withoutEnd(std::string_view line)
{
    if (line.ends_with('\r'))
        line.remove_suffix(1);
    return line;
}

} // namespace

bool ReplyPattern::matches(std::string_view line) const
{
    switch (form) {
    case Form::Prefix: return line.starts_with(text);
    case Form::Exact: return line == text;
    case Form::Wildcards: return matchesWildcards(text, line);
    case Form::Expression: return expression && expression->matches(std::string(line));
    }
    return false;
}

std::string ReplyPattern::format() const
{
    return std::string("S") + markOf(form) + " " + text;
}

bool isReplyPattern(std::string_view line)
{
    return formOf(line).has_value();
}

Result<ReplyPattern> parseReplyPattern(std::string_view line)
{
    const Form form = formOf(line).value_or(Form::Prefix);
    const std::string mark(line.substr(0, 2));
    const std::string text(text::trim(line.substr(2)));
    if (text.empty())
        return fail(Fault::Configuration, "“" + mark + "” needs the beginning of a reply behind it, such as 250");
    ReplyPattern pattern{form, text};
    if (form == Form::Expression) {
        auto expression = control::RegularExpression::parse(text, control::RegularExpression::Letters::AsWritten);
        if (!expression)
            return tl::unexpected<Error>(expression.error());
        pattern.expression = std::move(*expression);
    }
    return pattern;
}

std::vector<std::string_view> splitReplies(std::string_view bytes)
{
    std::vector<std::string_view> replies;
    std::size_t begin = 0;
    for (std::size_t line = 0; line < bytes.size();) {
        const std::size_t end = std::min(bytes.find('\n', line), bytes.size() - 1) + 1;
        const bool goesOn = end - line > 3 && bytes[line + 3] == '-';
        if (!goesOn || end == bytes.size()) {
            replies.push_back(bytes.substr(begin, end - begin));
            begin = end;
        }
        line = end;
    }
    return replies;
}

bool Expectation::matches(std::string_view reply) const
{
    const auto replied = text::lines(reply);
    if (replied.size() < lines.size())
        return false;
    for (std::size_t i = 0; i < lines.size(); ++i)
        if (!lines[i].matches(withoutEnd(replied[i])))
            return false;
    return true;
}

bool Expectation::allowsMessage() const
{
    const ReplyPattern& first = lines.front();
    return first.form == Form::Prefix || first.form == Form::Exact ? first.text.starts_with('3')
                                                                   : first.matches("354 go ahead");
}

std::string Expectation::text() const
{
    if (lines.size() == 1 && lines.front().form == Form::Prefix)
        return lines.front().text;
    std::string all;
    for (const auto& each : lines)
        all += (all.empty() ? "" : ", then ") + each.format();
    return all;
}

} // namespace spp::scenario
