// SPDX-License-Identifier: MIT
#include "core/control/regular_expression.h"

#include "core/base/text.h"
#include "core/control/pattern_cost.h"

#include <regex.h>

#include <array>

namespace spp::control
{

/// Owns what regcomp(3) made.
class RegularExpression::Compiled
{
public:
    Compiled(const std::string& text, Letters letters)
        : m_error(::regcomp(&m_regex, text.c_str(),
                            REG_EXTENDED | REG_NOSUB | (letters == Letters::AnyCase ? REG_ICASE : 0)))
    {}
    ~Compiled()
    {
        if (m_error == 0)
            ::regfree(&m_regex);
    }
    Compiled(const Compiled&) = delete;
    Compiled& operator=(const Compiled&) = delete;

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

Result<RegularExpression> RegularExpression::parse(const std::string& text, Letters letters)
{
    if (const std::string why = whyTooCostly(text); !why.empty())
        return fail(Fault::Configuration,
                    "the pattern “" + text::printable(text) + "” " + why + "; write it more simply");
    auto compiled = std::make_shared<const Compiled>(text, letters);
    if (const std::string trouble = compiled->trouble(); !trouble.empty())
        return fail(Fault::Configuration, "“" + text::printable(text) + "” is no regular expression: " + trouble);
    return RegularExpression(std::move(compiled));
}

bool RegularExpression::matches(const std::string& text) const
{
    return m_compiled->matches(text);
}

} // namespace spp::control
