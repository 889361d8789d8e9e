// SPDX-License-Identifier: MIT
/// A list of regular expressions, as the control files of the qregex patch hold them: POSIX extended, in any case, each for the whole
/// text; "!" in front of a line makes an exception of it. Lines that are no expression are told, not guessed at.
/// A value; copies share the compiled expressions; safe to read from several threads.
#pragma once

#include "core/base/error.h"

#include <memory>
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

    /// The first line that matches decides.
    bool match(const std::string& text) const;
    bool empty() const { return m_patterns.empty(); }

private:
    class Expression;
    struct Pattern
    {
        std::shared_ptr<const Expression> expression;
        bool isException = false;
    };
    std::vector<Pattern> m_patterns;
};

} // namespace spp::control
