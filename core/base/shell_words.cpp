// SPDX-License-Identifier: MIT
#include "core/base/shell_words.h"

#include "core/base/text.h"

#include <algorithm>
#include <optional>

namespace spp::text
{

namespace
{

std::string_view::size_type digitsAt(std::string_view text, std::string_view digits, std::size_t most)
{
    return std::min({text.find_first_not_of(digits), text.size(), most});
}

unsigned valueOf(std::string_view digits, unsigned base)
{
    unsigned value = 0;
    for (const char c : digits)
        value = value * base + static_cast<unsigned>(c <= '9' ? c - '0' : lowerChar(c) - 'a' + 10);
    return value;
}

class WordReader
{
public:
    explicit WordReader(std::string_view rest, bool isTyped = false) : m_rest(rest), m_isTyped(isTyped) {}

    /// nullopt: there is none left.
    Result<std::optional<std::string>> next()
    {
        while (!m_rest.empty() && (isBlank(m_rest.front()) || m_rest.starts_with("\\\n")))
            m_rest.remove_prefix(m_rest.front() == '\\' ? 2 : 1);
        if (m_rest.empty() || m_rest.front() == '#')
            return std::optional<std::string>();
        std::string word;
        while (!m_rest.empty() && (m_isTyped || !isBlank(m_rest.front())))
            if (auto taken = takePart(word); !taken)
                return tl::unexpected<Error>(taken.error());
        return std::optional(std::move(word));
    }

private:
    static bool isBlank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

    char take()
    {
        const char c = m_rest.front();
        m_rest.remove_prefix(1);
        return c;
    }

    Result<void> takePart(std::string& word)
    {
        if (!m_isTyped && m_rest.starts_with("$'")) {
            m_rest.remove_prefix(2);
            return takeEscapes(word);
        }
        const char c = take();
        switch (c) {
        case '\'': return takeUntilQuote(word);
        case '"': return takeDoubleQuoted(word);
        case '\\': return takeEscaped(word);
        default: break;
        }
        if (!m_isTyped)
            if (auto checked = check(c, "|&;<>()"); !checked)
                return checked;
        word += c;
        return {};
    }

    Result<void> takeEscaped(std::string& word)
    {
        if (!m_rest.empty())
            if (const char c = take(); c != '\n')
                word += c;
        return {};
    }

    Result<void> takeUntilQuote(std::string& word)
    {
        const auto end = std::min(m_rest.find('\''), m_rest.size());
        word += m_rest.substr(0, end);
        if (end == m_rest.size() && !m_isTyped)
            return fail(Fault::Configuration, "a quote ' is not closed");
        m_rest.remove_prefix(std::min(end + 1, m_rest.size()));
        return {};
    }

    Result<void> takeDoubleQuoted(std::string& word)
    {
        while (!m_rest.empty()) {
            const char c = take();
            if (c == '"')
                return {};
            if (c == '\\' && !m_rest.empty() &&
                std::string_view("\"\\$`\n").find(m_rest.front()) != std::string_view::npos) {
                if (const char escaped = take(); escaped != '\n')
                    word += escaped;
                continue;
            }
            if (!m_isTyped)
                if (auto checked = check(c, ""); !checked)
                    return checked;
            word += c;
        }
        return m_isTyped ? Result<void>() : fail(Fault::Configuration, "a quote \" is not closed");
    }

    /// Behind $': escapes as in C.
    Result<void> takeEscapes(std::string& word)
    {
        while (!m_rest.empty()) {
            const char c = take();
            if (c == '\'')
                return {};
            word += c == '\\' && !m_rest.empty() ? takeEscape() : c;
        }
        return fail(Fault::Configuration, "a quote $' is not closed");
    }

    char takeEscape()
    {
        constexpr std::string_view octal = "01234567";
        constexpr std::string_view hexadecimal = "0123456789abcdefABCDEF";
        if (const auto digits = digitsAt(m_rest, octal, 3); digits > 0)
            return static_cast<char>(valueOf(takeDigits(digits), 8));
        const char c = take();
        switch (c) {
        case 'a': return '\a';
        case 'b': return '\b';
        case 'e': return '\x1b';
        case 'f': return '\f';
        case 'n': return '\n';
        case 'r': return '\r';
        case 't': return '\t';
        case 'v': return '\v';
        case 'x':
            if (const auto digits = digitsAt(m_rest, hexadecimal, 2); digits > 0)
                return static_cast<char>(valueOf(takeDigits(digits), 16));
            return c;
        default: return c;
        }
    }

    std::string_view takeDigits(std::size_t count)
    {
        const auto digits = m_rest.substr(0, count);
        m_rest.remove_prefix(count);
        return digits;
    }

    /// A byte that a shell would not take as it stands.
    Result<void> check(char c, std::string_view operators) const
    {
        const bool isName = c == '$' && !m_rest.empty() &&
                            (m_rest.front() == '{' || m_rest.front() == '(' || m_rest.front() == '_' ||
                             (lowerChar(m_rest.front()) >= 'a' && lowerChar(m_rest.front()) <= 'z'));
        if (isName || c == '`')
            return fail(Fault::Configuration, "“" + std::string(1, c) + printable(m_rest.substr(0, 12)) +
                                                  "” is filled in by a shell; write what it stands for");
        if (operators.find(c) != std::string_view::npos)
            return fail(
                Fault::Configuration,
                "“" + std::string(1, c) + "” ends a command in a shell; give one command alone, or put it in quotes");
        return {};
    }

    std::string_view m_rest;
    bool m_isTyped; ///< all of it is one word, which may be unfinished
};

} // namespace

Result<std::vector<std::string>> splitShellWords(std::string_view line)
{
    WordReader reader(line);
    std::vector<std::string> words;
    for (;;) {
        auto word = reader.next();
        if (!word)
            return tl::unexpected<Error>(word.error());
        if (!*word)
            return words;
        words.push_back(std::move(**word));
    }
}

std::string unquoteShellWord(std::string_view word)
{
    if (word.empty() || word.front() == '#')
        return std::string(word);
    auto read = WordReader(word, true).next();
    return read && *read ? **read : std::string();
}

} // namespace spp::text
