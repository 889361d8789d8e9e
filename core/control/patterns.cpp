// SPDX-License-Identifier: MIT
#include "core/control/patterns.h"

#include "core/base/text.h"
#include "core/control/control_file.h"
#include "core/control/pattern_cost.h"

#include <regex.h>

#include <array>

namespace spp::control
{

/// Owns what regcomp(3) made.
class Patterns::Expression
{
public:
    explicit Expression(const std::string& text)
        : m_error(::regcomp(&m_regex, text.c_str(), REG_EXTENDED | REG_ICASE | REG_NOSUB))
    {}
    ~Expression()
    {
        if (m_error == 0)
            ::regfree(&m_regex);
    }
    Expression(const Expression&) = delete;
    Expression& operator=(const Expression&) = delete;

    bool matches(const std::string& text) const { return ::regexec(&m_regex, text.c_str(), 0, nullptr, 0) == 0; }

    /// What is wrong with it; empty if nothing is.
    std::string trouble() const
    {
        if (m_error == 0)
            return {};
        std::array<char, 128> words{};
        ::regerror(m_error, &m_regex, words.data(), words.size());
        return words.data();
    }

private:
    regex_t m_regex{};
    int m_error;
};

Result<Patterns> Patterns::parse(std::string_view bytes)
{
    Patterns result;
    for (const auto& [text, line] : parseLines(bytes)) {
        const bool isNegated = text.starts_with('!');
        const std::string pattern = text.substr(isNegated ? 1 : 0);
        if (const std::string why = whyTooCostly(pattern); !why.empty())
            return fail(Fault::Configuration, "line " + std::to_string(line) + ": the pattern “" +
                                                  text::printable(text) + "” " + why + "; write it more simply");
        auto expression = std::make_shared<const Expression>(pattern);
        if (const std::string trouble = expression->trouble(); !trouble.empty())
            return fail(Fault::Configuration, "line " + std::to_string(line) + ": “" + text::printable(text) +
                                                  "” is no regular expression: " + trouble);
        result.m_patterns.push_back({std::move(expression), isNegated});
    }
    return result;
}

bool Patterns::match(const std::string& text) const
{
    for (const auto& pattern : m_patterns)
        if (pattern.expression->matches(text) != pattern.isNegated)
            return true;
    return false;
}

} // namespace spp::control
