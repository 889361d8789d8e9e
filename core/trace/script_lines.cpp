// SPDX-License-Identifier: MIT
#include "core/trace/script_lines.h"

#include <algorithm>
#include <array>
#include <utility>

namespace spp::trace
{

namespace
{

constexpr char anything = '\1';

/// A script that nests substitutions deeper is not one that a person wrote.
constexpr int deepest = 20;

bool isNameChar(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

/// In front of a command, and none of it.
bool isReserved(std::string_view word)
{
    constexpr std::array<std::string_view, 17> reserved{"if",   "then", "else", "elif",  "fi",    "do",
                                                        "done", "case", "esac", "while", "until", "for",
                                                        "in",   "!",    "{",    "}",     "time"};
    return std::find(reserved.begin(), reserved.end(), word) != reserved.end();
}

/// Blanks count once, and not at all beside what stands for anything: a variable without a value may take them away.
std::string withoutNeedlessBlanks(std::string_view text)
{
    std::string result;
    for (const char c : text) {
        const bool isNeedless = c == ' ' && (result.empty() || result.back() == ' ' || result.back() == anything);
        if (isNeedless || (c == anything && !result.empty() && result.back() == anything))
            continue;
        if (c == anything && !result.empty() && result.back() == ' ')
            result.pop_back();
        result += c;
    }
    if (result.ends_with(' '))
        result.pop_back();
    return result;
}

/// @param compared grows with the work
bool matches(std::string_view pattern, std::string_view text, std::size_t& compared)
{
    std::size_t p = 0;
    std::size_t t = 0;
    std::size_t star = std::string_view::npos;
    std::size_t from = 0;
    ++compared;
    while (t < text.size()) {
        ++compared;
        if (p < pattern.size() && pattern[p] == anything) {
            star = p++;
            from = t;
        } else if (p < pattern.size() && pattern[p] == text[t]) {
            ++p;
            ++t;
        } else if (star != std::string_view::npos) {
            p = star + 1;
            t = ++from;
        } else {
            return false;
        }
    }
    return std::all_of(pattern.begin() + static_cast<std::ptrdiff_t>(p), pattern.end(),
                       [](char c) { return c == anything; });
}

/// Goes through a script once and takes its simple commands out, as a shell would read them, roughly.
class ScriptScanner
{
public:
    explicit ScriptScanner(std::string_view script) : m_script(script) {}

    std::vector<ScriptLines::Command> scan()
    {
        while (!isAtEnd())
            commands('\0');
        std::ranges::stable_sort(m_commands, {}, &ScriptLines::Command::line);
        return std::move(m_commands);
    }

private:
    struct Current
    {
        std::string text; ///< of the command, its last word left out
        std::string word;
        std::size_t line = 0;
        bool isCut =
            false; ///< it goes on behind a newline within quotes, which the shell does not show in the same line
    };

    bool isAtEnd() const { return m_at >= m_script.size(); }
    char peek(std::size_t ahead = 0) const { return m_at + ahead < m_script.size() ? m_script[m_at + ahead] : '\0'; }
    char take()
    {
        const char c = m_script[m_at++];
        m_line += c == '\n' ? 1 : 0;
        return c;
    }

    void add(char c)
    {
        if (m_current.isCut)
            return;
        if (m_current.text.empty() && m_current.word.empty())
            m_current.line = m_line;
        m_current.word += c;
    }

    void endWord()
    {
        std::string word = std::exchange(m_current.word, {});
        if (word.empty() || (m_current.text.empty() && isReserved(word)))
            return;
        m_current.text += word + " ";
    }

    void endCommand()
    {
        endWord();
        const Current ended = std::exchange(m_current, {});
        ScriptLines::Command command{ended.line, withoutNeedlessBlanks(ended.text), 0};
        command.literals =
            command.pattern.size() - static_cast<std::size_t>(std::ranges::count(command.pattern, anything));
        if (command.literals > 0)
            m_commands.push_back(std::move(command));
    }

    /// Up to the character that closes a substitution, or to the end.
    void commands(char closing)
    {
        const Current outer = std::exchange(m_current, {});
        ++m_depth;
        while (!isAtEnd() && (closing == '\0' || peek() != closing))
            oneThing();
        if (!isAtEnd())
            take();
        endCommand();
        --m_depth;
        m_current = outer;
    }

    void oneThing()
    {
        switch (const char c = peek(); c) {
        case '\n':
            endCommand();
            take();
            return skipHereDocuments();
        case ';':
        case '&':
        case '|':
        case ')': take(); return endCommand();
        case '(':
            take();
            if (peek() == ')') // a function's name
                m_current = {};
            return endCommand();
        case ' ':
        case '\t': take(); return endWord();
        case '#':
            if (m_current.word.empty())
                return skipTo('\n');
            break;
        case '<':
        case '>': return redirection();
        case '*':
        case '?': take(); return add(anything);
        default: break;
        }
        inWord();
    }

    void inWord()
    {
        switch (peek()) {
        case '\'': return singleQuoted();
        case '"': return doubleQuoted();
        case '$':
        case '`': return substitution();
        case '\\':
            take();
            if (peek() == '\n')
                take();
            else if (!isAtEnd())
                add(take());
            return;
        default: add(take());
        }
    }

    void quoted(char c)
    {
        if (c == '\n')
            m_current.isCut = true;
        else
            add(c);
    }

    void singleQuoted()
    {
        take();
        while (!isAtEnd() && peek() != '\'')
            quoted(take());
        skip();
    }

    void doubleQuoted()
    {
        take();
        while (!isAtEnd() && peek() != '"') {
            if (peek() == '$' || peek() == '`') {
                substitution();
            } else if (peek() == '\\' && std::string_view("\"\\$`\n").find(peek(1)) != std::string_view::npos) {
                take();
                if (!isAtEnd() && peek() != '\n')
                    add(take());
                else
                    skip();
            } else {
                quoted(take());
            }
        }
        skip();
    }

    /// It stands for anything; the commands in it are commands, too.
    void substitution()
    {
        add(anything);
        if (take() == '`')
            return m_depth < deepest ? commands('`') : skipTo('\0');
        if (peek() == '(') {
            take();
            return m_depth < deepest ? commands(')') : skipTo('\0');
        }
        if (peek() == '{')
            return skipBraces();
        if (std::string_view("@*#?-$!").find(peek()) != std::string_view::npos)
            return skip();
        if (!isNameChar(peek()))
            return; // the sign itself
        const bool isPosition = peek() >= '0' && peek() <= '9';
        do
            take();
        while (!isPosition && isNameChar(peek()));
    }

    void skipBraces()
    {
        int open = 0;
        while (!isAtEnd()) {
            const char c = take();
            open += c == '{' ? 1 : c == '}' ? -1 : 0;
            if (open == 0)
                return;
        }
    }

    /// With the word behind it: a shell does not show them.
    void redirection()
    {
        if (m_current.word.find_first_not_of("0123456789") == std::string::npos)
            m_current.word.clear();
        else
            endWord();
        const bool isHereDocument = peek() == '<' && peek(1) == '<';
        while (std::string_view("<>&|-").find(peek()) != std::string_view::npos && !isAtEnd())
            take();
        while (peek() == ' ' || peek() == '\t')
            take();
        const std::string before = std::exchange(m_current.word, {});
        while (!isAtEnd() && std::string_view(" \t\n;&|()<>").find(peek()) == std::string_view::npos)
            inWord();
        std::string target = std::exchange(m_current.word, before);
        if (isHereDocument && !target.empty())
            m_hereDocuments.push_back(std::move(target));
    }

    void skipHereDocuments()
    {
        for (const std::string& end : std::exchange(m_hereDocuments, {}))
            while (!isAtEnd()) {
                const auto begin = m_at;
                skipTo('\n');
                std::string_view line = m_script.substr(begin, m_at - begin);
                line.remove_prefix(std::min(line.find_first_not_of('\t'), line.size()));
                skip();
                if (line == end)
                    break;
            }
    }

    void skip()
    {
        if (!isAtEnd())
            take();
    }
    void skipTo(char c)
    {
        while (!isAtEnd() && peek() != c)
            take();
    }

    std::string_view m_script;
    std::size_t m_at = 0;
    std::size_t m_line = 1;
    int m_depth = 0;
    Current m_current;
    std::vector<std::string> m_hereDocuments;
    std::vector<ScriptLines::Command> m_commands;
};

} // namespace

ScriptLines::ScriptLines(std::string_view script) : m_commands(ScriptScanner(script.substr(0, maxScript)).scan()) {}

std::optional<std::size_t> ScriptLines::find(std::string_view ran)
{
    const std::string text = withoutNeedlessBlanks(ran);
    std::optional<std::size_t> best;
    for (std::size_t i = 0; i < m_commands.size(); ++i) {
        if (m_compared > maxCompared)
            return std::nullopt;
        const bool isBetter = !best || m_commands[i].literals > m_commands[*best].literals ||
                              (m_commands[i].literals == m_commands[*best].literals && stepsTo(i) < stepsTo(*best));
        if (isBetter && matches(m_commands[i].pattern, text, m_compared))
            best = i;
    }
    if (!best)
        return std::nullopt;
    m_recent[m_found++ % m_recent.size()] = *best;
    return m_commands[*best].line;
}

/// From the nearest command that ran lately: a function leads away, and back. Far, if none of them is in front of it.
std::size_t ScriptLines::stepsTo(std::size_t command) const
{
    std::size_t steps = m_commands.size() + m_recent.size();
    for (std::size_t age = 0; age < std::min(m_found, m_recent.size()); ++age)
        if (const std::size_t recent = m_recent[(m_found - 1 - age) % m_recent.size()]; recent < command)
            steps = std::min(steps, command - recent + age);
    return steps;
}

} // namespace spp::trace
