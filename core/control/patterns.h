// SPDX-License-Identifier: MIT
/// A list of regular expressions, as the control files of the qregex patch hold them: POSIX extended, in any case, found anywhere in
/// a text. A line with "!" in front names every text in which its expression is not found: "!@" all addresses without an @. Lines
/// that are no expression are told, not guessed at.
/// A value; copies share the compiled expressions; safe to read from several threads.
#pragma once

#include "core/base/error.h"
#include "core/control/regular_expression.h"

#include <string>
#include <string_view>
#include <vector>

namespace spp::control
{

class Patterns
{
public:
    /// The error names the line.
    static Result<Patterns> parse(std::string_view bytes);

    /// A line names the text.
    bool match(const std::string& text) const;
    bool empty() const { return m_patterns.empty(); }

private:
    struct Pattern
    {
        RegularExpression expression;
        bool isNegated = false;
    };
    std::vector<Pattern> m_patterns;
};

} // namespace spp::control
