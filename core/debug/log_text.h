// SPDX-License-Identifier: MIT
/// What a log point says: a text with places to be filled in, such as "from {SMTPMAILFROM}: {code}". Between the braces stands a term
/// (term.h); {{ and }} are braces. Pure; a value.
#pragma once

#include "core/debug/term.h"

#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace spp::debug
{

class LogText
{
public:
    /// The error says which place is wrong.
    static Result<LogText> parse(std::string_view text);

    /// One line, printable; a place without a value is "(not set)".
    std::string fill(const Stop& stop) const;
    std::string format() const;

    bool operator==(const LogText&) const = default;

private:
    std::vector<std::variant<std::string, Term>> m_parts;
};

} // namespace spp::debug
