// SPDX-License-Identifier: MIT
#include "core/debug/lexer.h"

#include "core/base/text.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace spp::debug
{

namespace
{

constexpr std::string_view digits = "0123456789";
constexpr std::string_view nameLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_0123456789";
constexpr std::string_view blanks = " \t";

bool isDigit(char c)
{
    return digits.find(c) != std::string_view::npos;
}

std::size_t spanOf(std::string_view text, std::string_view letters)
{
    return std::min(text.find_first_not_of(letters), text.size());
}

std::size_t numberLength(std::string_view text)
{
    std::size_t length = text.starts_with('-') ? 1 : 0;
    length += spanOf(text.substr(length), digits);
    if (text.substr(length).starts_with('.') && length + 1 < text.size() && isDigit(text[length + 1]))
        length += 1 + spanOf(text.substr(length + 1), digits);
    return length;
}

std::optional<char> hexByte(std::string_view two)
{
    constexpr std::string_view hex = "0123456789abcdef";
    if (two.size() < 2)
        return std::nullopt;
    const auto high = hex.find(text::lowerChar(two[0]));
    const auto low = hex.find(text::lowerChar(two[1]));
    if (high == std::string_view::npos || low == std::string_view::npos)
        return std::nullopt;
    return static_cast<char>(high * 16 + low);
}

/// What a backslash and the letters behind it stand for; how many letters it takes. An escape that is none is a backslash:
/// expressions are full of them.
std::pair<char, std::size_t> unescape(std::string_view behind)
{
    switch (behind.empty() ? '?' : behind.front()) {
    case 'r': return {'\r', 1};
    case 'n': return {'\n', 1};
    case 't': return {'\t', 1};
    case '0': return {'\0', 1};
    case '\\': return {'\\', 1};
    case '"': return {'"', 1};
    case 'x':
        if (const auto byte = hexByte(behind.substr(1)))
            return {*byte, 3};
        return {'\\', 0};
    default: return {'\\', 0};
    }
}

/// Habits of other languages.
struct OtherSymbol
{
    std::string_view symbol;
    std::string_view why;
};
constexpr std::array otherSymbols{
    OtherSymbol{"=", "“=” is no comparison; write =="},  OtherSymbol{"&", "“&” is not known here; write and"},
    OtherSymbol{"|", "“|” is not known here; write or"}, OtherSymbol{"!", "“!” is not known here; write not"},
    OtherSymbol{"'", "a text stands in double quotes"},  OtherSymbol{"$", "“$” needs the name of a variable behind it"},
};

} // namespace

Lexer::Lexer(std::string_view line) : m_line(line)
{
    if (line.size() > maxTypedLine)
        m_token = {Token::Kind::Bad, "is longer than " + std::to_string(maxTypedLine) + " bytes", 1};
    else
        m_token = scan();
}

Token Lexer::take()
{
    if (m_token.kind == Token::Kind::Bad || m_token.kind == Token::Kind::End)
        return m_token;
    return std::exchange(m_token, scan());
}

bool Lexer::takeWord(std::string_view word)
{
    const bool fits = m_token.kind == Token::Kind::Word && m_token.text == word;
    if (fits)
        take();
    return fits;
}

bool Lexer::takeSymbol(std::string_view symbol)
{
    const bool fits = m_token.kind == Token::Kind::Symbol && m_token.text == symbol;
    if (fits)
        take();
    return fits;
}

Token Lexer::takeArgument()
{
    if (m_token.kind == Token::Kind::End || m_token.kind == Token::Kind::Text || m_line.size() > maxTypedLine)
        return take();
    m_next = m_token.column - 1;
    if (m_line[m_next] == '"')
        return m_token; // a text that does not end
    const Token argument =
        make(Token::Kind::Word, std::min(m_line.find_first_of(blanks, m_next), m_line.size()) - m_next);
    m_token = scan();
    return argument;
}

Error Lexer::expected(std::string_view what) const
{
    if (m_token.kind == Token::Kind::Bad)
        return wrong(m_token.text);
    std::string found = "this is the end";
    if (m_token.kind != Token::Kind::End)
        found = "here is “" + text::printable(m_line.substr(m_token.column - 1, m_next - m_token.column + 1)) + "”";
    return wrong("expected " + std::string(what) + ", but " + found);
}

Error Lexer::wrong(std::string_view sentence) const
{
    return {spp::Fault::Configuration, "column " + std::to_string(m_token.column) + ": " + std::string(sentence)};
}

void Lexer::skipBlanks()
{
    m_next += spanOf(m_line.substr(m_next), blanks);
}

Token Lexer::scan()
{
    skipBlanks();
    const std::string_view rest = m_line.substr(m_next);
    if (rest.empty())
        return make(Token::Kind::End, 0);
    if (rest.front() == '"')
        return scanText();
    if (isDigit(rest.front()) || (rest.front() == '-' && rest.size() > 1 && isDigit(rest[1])))
        return make(Token::Kind::Number, numberLength(rest));
    if (nameLetters.find(rest.front()) != std::string_view::npos)
        return make(Token::Kind::Word, spanOf(rest, nameLetters));
    const std::size_t nameLength = rest.front() == '$' ? spanOf(rest.substr(1), nameLetters) : 0;
    if (nameLength > 0) {
        Token token = make(Token::Kind::Variable, 1 + nameLength);
        token.text.erase(0, 1);
        return token;
    }
    return scanSymbol();
}

Token Lexer::scanText()
{
    Token token{Token::Kind::Text, {}, m_next + 1};
    for (std::size_t i = m_next + 1; i < m_line.size(); ++i) {
        if (m_line[i] == '"') {
            m_next = i + 1;
            return token;
        }
        char c = m_line[i];
        if (c == '\\') {
            const auto [meant, length] = unescape(m_line.substr(i + 1));
            c = meant;
            i += length;
        }
        token.text += c;
    }
    return {Token::Kind::Bad, "this text has no closing quote", m_next + 1};
}

Token Lexer::scanSymbol()
{
    const std::string_view rest = m_line.substr(m_next);
    for (const std::string_view symbol : {"==", "!=", "<=", ">=", "<", ">", "(", ")"})
        if (rest.starts_with(symbol))
            return make(Token::Kind::Symbol, symbol.size());
    for (const auto& [symbol, why] : otherSymbols)
        if (rest.starts_with(symbol))
            return {Token::Kind::Bad, std::string(why), m_next + 1};
    return {Token::Kind::Bad, "“" + text::printable(rest.substr(0, 1)) + "” is not known here", m_next + 1};
}

Token Lexer::make(Token::Kind kind, std::size_t length)
{
    Token token{kind, std::string(m_line.substr(m_next, length)), m_next + 1};
    m_next += length;
    return token;
}

std::string quote(std::string_view text)
{
    std::string quoted = "\"";
    for (const char c : text::printable(text)) {
        if (c == '"')
            quoted += '\\';
        quoted += c;
    }
    return quoted + '"';
}

std::string formatArgument(std::string_view text)
{
    const bool isBare = !text.empty() && text.front() != '"' && text.find(' ') == std::string_view::npos &&
                        text::printable(text) == text;
    return isBare ? std::string(text) : quote(text);
}

bool isName(std::string_view text)
{
    return !text.empty() && !isDigit(text.front()) && text.find_first_not_of(nameLetters) == std::string_view::npos;
}

} // namespace spp::debug
