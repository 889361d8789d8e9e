// SPDX-License-Identifier: MIT
#include "core/debug/log_text.h"

#include "core/base/text.h"

#include <algorithm>

namespace spp::debug
{

namespace
{

/// A value may be a whole message; a log line is not.
constexpr std::size_t maxLoggedValue = 1000;

Result<Term> parsePlace(std::string_view place)
{
    Lexer lexer(place);
    auto term = parseTerm(lexer);
    if (term && lexer.peek().kind == Token::Kind::End)
        return term;
    const Error error = term ? lexer.expected("the end") : term.error();
    return tl::unexpected<Error>(error.at("{" + text::printable(place) + "}"));
}

std::string shown(const std::optional<std::string>& value)
{
    if (!value)
        return "(not set)";
    return text::printable(value->substr(0, maxLoggedValue)) + (value->size() > maxLoggedValue ? "…" : "");
}

} // namespace

Result<LogText> LogText::parse(std::string_view text)
{
    LogText result;
    std::string plain;
    while (!text.empty()) {
        const std::string_view brace = text.substr(0, 2);
        if (brace == "{{" || brace == "}}") {
            plain += brace.front();
            text.remove_prefix(2);
        } else if (text.front() == '}') {
            return fail(spp::Fault::Configuration, "“}” closes nothing; a brace that is meant so is written }}");
        } else if (text.front() == '{') {
            const auto end = text.find('}');
            if (end == std::string_view::npos)
                return fail(spp::Fault::Configuration, "“{” is not closed; a brace that is meant so is written {{");
            auto term = parsePlace(text.substr(1, end - 1));
            if (!term)
                return tl::unexpected<Error>(term.error());
            if (!plain.empty())
                result.m_parts.emplace_back(std::exchange(plain, {}));
            result.m_parts.emplace_back(std::move(*term));
            text.remove_prefix(end + 1);
        } else {
            const auto length = std::min(text.find_first_of("{}"), text.size());
            plain += text.substr(0, length);
            text.remove_prefix(length);
        }
    }
    if (!plain.empty())
        result.m_parts.emplace_back(std::move(plain));
    return result;
}

std::string LogText::fill(const Stop& stop) const
{
    std::string filled;
    for (const auto& part : m_parts) {
        if (const auto* term = std::get_if<Term>(&part))
            filled += shown(valueOf(*term, stop));
        else
            filled += text::printable(std::get<std::string>(part));
    }
    return filled;
}

std::string LogText::format() const
{
    std::string text;
    for (const auto& part : m_parts) {
        if (const auto* term = std::get_if<Term>(&part)) {
            text += "{" + formatTerm(*term) + "}";
            continue;
        }
        for (const char c : std::get<std::string>(part))
            text += (c == '{' || c == '}') ? std::string(2, c) : std::string(1, c);
    }
    return text;
}

} // namespace spp::debug
