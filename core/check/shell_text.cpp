// SPDX-License-Identifier: MIT
#include "core/check/shell_text.h"

#include "core/base/text.h"
#include "core/check/words.h"

#include <algorithm>
#include <array>

namespace spp::check
{

namespace
{

/// Substitutions inside each other, deeper than anybody writes them.
constexpr std::size_t maxDepth = 200;

/// What surrounds the place where the reader stands.
struct ShellScope
{
    char end = 0; ///< that closes it: ) ` or } or, for quotes, "
    bool isQuoted = false;
    bool isArithmetic = false;
};

class ShellReader
{
public:
    explicit ShellReader(std::string_view script) : m_script(script) {}

    std::vector<VariableUse> read()
    {
        while (m_at < m_script.size())
            readOne();
        return std::move(m_uses);
    }

private:
    char peek(std::size_t ahead = 0) const { return m_at + ahead < m_script.size() ? m_script[m_at + ahead] : '\0'; }
    bool isQuoted() const { return !m_scopes.empty() && m_scopes.back().isQuoted; }
    bool isArithmetic() const { return !m_scopes.empty() && m_scopes.back().isArithmetic; }

    void readOne()
    {
        const char c = peek();
        if (!m_scopes.empty() && c == m_scopes.back().end) {
            leave();
            return;
        }
        switch (c) {
        case '\\': m_at += 2; return;
        case '$': readDollar(); return;
        case '`': enter({'`', false, false}, 1); return;
        case '"': enter({'"', true, false}, 1); return;
        default: break;
        }
        if (isQuoted() || isArithmetic())
            ++m_at;
        else
            readBare(c);
    }

    void readBare(char c)
    {
        switch (c) {
        case '\'': skipQuotes(); return;
        case '#':
            if (m_wordBegin == m_at)
                skipTo('\n');
            else
                ++m_at;
            return;
        case '<':
            if (m_script.substr(m_at).starts_with("<<") && peek(2) != '<')
                readHereMark();
            else
                endWord();
            return;
        case '\n':
            endCommand();
            skipHereTexts();
            return;
        case ';':
        case '&':
        case '|':
        case '(':
        case ')': endCommand(); return;
        case ' ':
        case '\t':
        case '>': endWord(); return;
        default: ++m_at;
        }
    }

    void enter(ShellScope scope, std::size_t size)
    {
        m_at += size;
        if (m_scopes.size() >= maxDepth)
            return;
        m_scopes.push_back(scope);
        if (!scope.isQuoted)
            m_outerWords.push_back({m_wordBegin, m_previous, m_isFirst});
        if (!scope.isQuoted) {
            m_wordBegin = m_at;
            m_previous = {};
            m_isFirst = true;
        }
    }
    void leave()
    {
        const ShellScope scope = m_scopes.back();
        m_scopes.pop_back();
        m_at += scope.isArithmetic && scope.end == ')' && peek(1) == ')' ? 2 : 1;
        if (!scope.isQuoted) {
            const Word word = m_outerWords.back();
            m_outerWords.pop_back();
            m_wordBegin = word.begin;
            m_previous = word.previous;
            m_isFirst = word.isFirst;
        }
    }

    void endWord()
    {
        const auto word = m_script.substr(m_wordBegin, m_at - m_wordBegin);
        if (!word.empty()) {
            m_isInBrackets = (m_isInBrackets || word == "[[") && word != "]]";
            m_previous = word;
            m_isFirst = isFirstBehind(word);
        }
        m_wordBegin = ++m_at;
    }
    /// Assignments and words like "if" may stand in front of a command.
    bool isFirstBehind(std::string_view word) const
    {
        constexpr std::array words{"if", "then", "else", "elif", "while", "until", "do", "!", "{", "time"};
        return m_isFirst && (isAssignment(word) || std::find(words.begin(), words.end(), word) != words.end());
    }
    void endCommand()
    {
        if (peek() == '\n' || m_script.substr(m_wordBegin, m_at - m_wordBegin) == "]]")
            m_isInBrackets = false;
        m_wordBegin = ++m_at;
        m_previous = {};
        m_isFirst = true;
    }

    void skipTo(char end) { m_at = std::min(m_script.find(end, m_at), m_script.size()); }
    void skipQuotes()
    {
        ++m_at;
        skipTo('\'');
        ++m_at;
    }

    static bool isAssignment(std::string_view word)
    {
        const auto name = nameAt(word, 0);
        return !name.empty() && word.substr(name.size()).starts_with('=');
    }
    /// No word is split on the right of an assignment, behind "case", or in [[ ]].
    bool isSplit() const
    {
        if (isQuoted() || isArithmetic())
            return false;
        const auto word = m_script.substr(m_wordBegin, m_at - m_wordBegin);
        return m_previous != "case" && !(m_isFirst && isAssignment(word)) && !m_isInBrackets;
    }

    void readDollar()
    {
        if (peek(1) == '(') {
            const bool isArithmetic = peek(2) == '(';
            enter({')', false, isArithmetic}, isArithmetic ? 3 : 2);
        } else if (peek(1) == '{') {
            readBraces();
        } else if (const auto name = nameAt(m_script, m_at + 1); !name.empty()) {
            m_uses.push_back({m_at, m_at + 1 + name.size(), name, isSplit()});
            m_at += 1 + name.size();
        } else if (peek(1) == '\'' && !isQuoted()) {
            ++m_at;
            skipQuotes();
        } else {
            m_at += peek(1) == '#' || peek(1) == '$' ? 2 : 1;
        }
    }
    /// ${NAME}, ${NAME:-word}, ${#NAME}: the length is a number and never splits.
    void readBraces()
    {
        const bool isLength = peek(2) == '#';
        const auto name = nameAt(m_script, m_at + (isLength ? 3 : 2));
        const auto end = m_script.find('}', m_at);
        if (name.empty() || end == std::string_view::npos) {
            m_at += 2;
            return;
        }
        m_uses.push_back({m_at, end + 1, name, isSplit() && !isLength});
        m_at = end + 1;
    }

    /// << END, <<-END, << 'END': the lines up to END come behind this line.
    void readHereMark()
    {
        m_at += 2;
        const bool stripsTabs = peek() == '-';
        m_at += stripsTabs ? 1 : 0;
        while (peek() == ' ' || peek() == '\t')
            ++m_at;
        const bool isQuotedMark = peek() == '\'' || peek() == '"' || peek() == '\\';
        m_at += isQuotedMark ? 1 : 0;
        const auto mark = nameAt(m_script, m_at);
        if (!mark.empty() && m_hereTexts.size() < maxDepth)
            m_hereTexts.push_back({mark, stripsTabs, isQuotedMark});
        m_at += mark.size() + (isQuotedMark && (peek(mark.size()) == '\'' || peek(mark.size()) == '"') ? 1 : 0);
        m_wordBegin = m_at;
    }
    void skipHereTexts()
    {
        for (const auto& text : m_hereTexts)
            while (m_at < m_script.size()) {
                auto line = m_script.substr(m_at, m_script.find('\n', m_at) - m_at);
                if (!text.isQuoted)
                    noteUses(line);
                m_at = std::min(m_at + line.size() + 1, m_script.size());
                while (text.stripsTabs && line.starts_with('\t'))
                    line.remove_prefix(1);
                if (line == text.mark)
                    break;
            }
        m_hereTexts.clear();
        m_wordBegin = m_at;
    }
    /// In a here-document nothing is split.
    void noteUses(std::string_view line)
    {
        const auto base = static_cast<std::size_t>(line.data() - m_script.data());
        for (auto at = line.find('$'); at != std::string_view::npos; at = line.find('$', at + 1)) {
            const std::size_t brace = line.substr(at + 1).starts_with('{') ? 1 : 0;
            if (const auto name = nameAt(line, at + 1 + brace); !name.empty())
                m_uses.push_back({base + at, base + at + 1 + name.size() + 2 * brace, name, false});
        }
    }

    struct Word
    {
        std::size_t begin;
        std::string_view previous;
        bool isFirst;
    };
    struct HereText
    {
        std::string_view mark;
        bool stripsTabs;
        bool isQuoted;
    };

    std::string_view m_script;
    std::size_t m_at = 0;
    std::size_t m_wordBegin = 0;
    std::string_view m_previous; ///< word of this command
    bool m_isFirst = true;       ///< the next word is the command's first, or an assignment before it
    bool m_isInBrackets = false; ///< of [[ ]]
    std::vector<ShellScope> m_scopes;
    std::vector<Word> m_outerWords; ///< one for each scope that is not quoted
    std::vector<HereText> m_hereTexts;
    std::vector<VariableUse> m_uses;
};

/// "echo N", "printf 'N\n'": the letter, if such a line prints a final command and nothing else can happen on it.
std::optional<char> finalLetter(std::string_view line)
{
    constexpr std::string_view finals = "NOAERD";
    const auto command = text::trim(line);
    for (const std::string_view word : {"echo ", "printf "}) {
        if (!command.starts_with(word) || command.find_first_of("$`|&><;") != std::string_view::npos)
            continue;
        auto printed = text::trim(command.substr(word.size()));
        if (printed.starts_with('\'') || printed.starts_with('"'))
            printed.remove_prefix(1);
        if (!printed.empty() && finals.find(printed.front()) != std::string_view::npos)
            return printed.front();
    }
    return std::nullopt;
}

/// Anything but a comment, or a line that only sets a variable or writes to standard error, may end the script or hide what follows.
bool isPlainLine(std::string_view line)
{
    line = text::trim(line);
    if (line.empty() || line.starts_with('#'))
        return true;
    if (line.find_first_of("|&;(){}`\\") != std::string_view::npos && !line.ends_with(">&2"))
        return false;
    const auto name = nameAt(line, 0);
    const bool isAssignment = !name.empty() && line.substr(name.size()).starts_with('=');
    return isAssignment || name == "echo" || name == "printf" || name == "sleep" || name == "logger";
}

} // namespace

std::vector<VariableUse> shellVariables(std::string_view script)
{
    return ShellReader(script).read();
}

std::optional<char> alwaysPrinted(std::string_view script)
{
    for (const auto line : text::lines(script)) {
        if (const auto letter = finalLetter(line))
            return letter;
        if (!isPlainLine(line))
            return std::nullopt;
    }
    return std::nullopt;
}

} // namespace spp::check
