// SPDX-License-Identifier: MIT
/// Conditions on a stop, as they are typed:
///
///     SMTPRCPTTO endsWith "@example.org" and SMTPRCPTCOUNT > 3
///     not (RELAYCLIENT set or code == 250) and output matches "^S[a-z]+="
///
/// Tests are joined by and, or, not and parentheses; not binds closest, or least. A test is
///   A == B, !=, <, <=, >, >=               as numbers if both are decimal numbers, else byte by byte
///   A contains B, startsWith B, endsWith B
///   A matches "PATTERN"                    a POSIX extended regular expression, found anywhere
///   A set, A unset
/// where A and B are terms (term.h), numbers or texts in double quotes. Upper and lower case differ. What is not set passes no test
/// but != and unset.
///
/// Parsed once; evaluated purely. Errors name the column and what was expected. Any bytes may be parsed: length and nesting have
/// limits, and no pattern takes long. A value; copies share the tree; safe to read from several threads.
#pragma once

#include "core/debug/lexer.h"
#include "core/debug/stop.h"

#include <memory>
#include <string>
#include <string_view>

namespace spp::debug
{

/// Parentheses and nots in each other.
inline constexpr std::size_t maxConditionDepth = 50;
/// A pattern is looked for in so much of a text.
inline constexpr std::size_t maxSearchedText = 64UL * 1024;

class Condition
{
public:
    static Result<Condition> parse(std::string_view text);
    /// As far as it goes; what stands behind it is left in the lexer.
    static Result<Condition> parse(Lexer& lexer);

    bool holdsAt(const Stop& stop) const;

    /// The shortest way to write it; parsed again, it is the same.
    std::string format() const;
    bool operator==(const Condition& other) const { return format() == other.format(); }

private:
    struct Node;
    class Parser;
    explicit Condition(std::shared_ptr<const Node> root) : m_root(std::move(root)) {}

    std::shared_ptr<const Node> m_root;
};

} // namespace spp::debug
