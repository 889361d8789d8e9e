// SPDX-License-Identifier: MIT
/// What is typed at a debugger's prompt, taken apart: words, variables ($name), texts in double quotes, numbers and symbols.
/// Views the line, which outlives it. Accepts any bytes; what fits nowhere is a token of its own, with the reason.
#pragma once

#include "core/base/error.h"

#include <cstddef>
#include <string>
#include <string_view>

namespace spp::debug
{

/// A condition or a breakpoint that is longer is refused: nobody has typed it.
inline constexpr std::size_t maxTypedLine = 4096;

struct Token
{
    enum class Kind { End, Word, Variable, Text, Number, Symbol, Bad };
    Kind kind = Kind::End;
    std::string
        text; ///< of a variable without its $; of a text without quotes, escapes undone; of a bad one why it is bad
    std::size_t column = 1; ///< its first byte in the line
};

class Lexer
{
public:
    explicit Lexer(std::string_view line);

    const Token& peek() const { return m_token; }
    Token take();
    /// The next token is a word of these letters: it is taken.
    bool takeWord(std::string_view word);
    bool takeSymbol(std::string_view symbol);
    /// Whatever stands up to the next blank, or a text in quotes.
    Token takeArgument();

    /// "column 4: expected a number, but here is “x”"
    Error expected(std::string_view what) const;
    /// "column 4: …", at the next token.
    Error wrong(std::string_view sentence) const;

private:
    void skipBlanks();
    Token scan();
    Token scanText();
    Token scanSymbol();
    Token make(Token::Kind kind, std::size_t length);

    std::string_view m_line;
    std::size_t m_next = 0; ///< behind the token
    Token m_token;
};

/// A text in double quotes, on one line, as scanned above.
std::string quote(std::string_view text);
/// What takeArgument() takes for this text: bare if that is possible.
std::string formatArgument(std::string_view text);

/// Letters, digits and _ , no digit in front.
bool isName(std::string_view text);

} // namespace spp::debug
