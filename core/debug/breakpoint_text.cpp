// SPDX-License-Identifier: MIT
/// The text form of breakpoints.
#include "core/debug/breakpoint.h"

#include "core/base/text.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

namespace spp::debug
{

namespace
{

using control::Section;
using plugin::Letter;
using session::Verdict;

constexpr std::array sections{Section::Connection, Section::Helo, Section::Mail, Section::Rcpt,
                              Section::Pass,       Section::Data, Section::Auth};
constexpr std::array verdicts{Verdict::Accept, Verdict::AcceptUnchecked, Verdict::Refuse, Verdict::Disconnect};

struct LetterName
{
    Letter letter;
    std::string_view name;
};
constexpr std::array letterNames{
    LetterName{Letter::Accept, "A"},     LetterName{Letter::Next, "N"},       LetterName{Letter::Ok, "O"},
    LetterName{Letter::Error, "E"},      LetterName{Letter::Reject, "R"},     LetterName{Letter::Drop, "D"},
    LetterName{Letter::Print, "P"},      LetterName{Letter::Set, "S"},        LetterName{Letter::Unset, "U"},
    LetterName{Letter::Header, "H"},     LetterName{Letter::Change, "C"},     LetterName{Letter::LaterMail, "LM"},
    LetterName{Letter::LaterRcpt, "LR"}, LetterName{Letter::LaterData, "LD"},
};

constexpr std::string_view kinds = "section, plugin, verdict, letter, changes, command, line or reply";

tl::unexpected<Error> failAs(Error error)
{
    return tl::unexpected<Error>(std::move(error));
}

/// "a section: connection, helo or mail"
std::string oneOf(std::string_view what, const std::vector<std::string>& names)
{
    std::string list(what);
    for (std::size_t i = 0; i < names.size(); ++i)
        list += (i == 0 ? ": " : i + 1 == names.size() ? " or " : ", ") + names[i];
    return list;
}

bool isReplyCode(std::string_view code)
{
    const auto isDigit = [](char c) { return c >= '0' && c <= '9'; };
    return code.size() == 3 && code[0] >= '2' && code[0] <= '5' &&
           (code.substr(1) == "xx" || (isDigit(code[1]) && isDigit(code[2])));
}

class BreakpointParser
{
public:
    explicit BreakpointParser(std::string_view text) : m_lexer(text) {}

    Result<Breakpoint> parse()
    {
        auto target = parseTarget();
        if (!target)
            return failAs(target.error());
        Breakpoint breakpoint{std::move(*target)};
        while (m_lexer.peek().kind != Token::Kind::End)
            if (auto error = parseOption(breakpoint))
                return failAs(std::move(*error));
        return breakpoint;
    }

private:
    Result<Target> parseTarget()
    {
        if (m_lexer.takeWord("section"))
            return parseSection();
        if (m_lexer.takeWord("plugin"))
            return parsePlugin();
        if (m_lexer.takeWord("verdict"))
            return parseVerdict();
        if (m_lexer.takeWord("letter"))
            return parseLetter();
        if (m_lexer.takeWord("changes"))
            return parseChange();
        if (m_lexer.takeWord("command"))
            return parseCommand();
        if (m_lexer.takeWord("line"))
            return parseLine();
        if (m_lexer.takeWord("reply"))
            return parseReply();
        return failAs(m_lexer.expected(kinds));
    }

    Result<Target> parseSection()
    {
        std::vector<std::string> names;
        for (const Section section : sections) {
            names.emplace_back(control::formatSection(section));
            if (m_lexer.takeWord(names.back()))
                return AtSection{section};
        }
        return failAs(m_lexer.expected(oneOf("a section", names)));
    }

    Result<Target> parsePlugin()
    {
        const Lexer before = m_lexer;
        const Token line = m_lexer.takeArgument();
        if (line.kind == Token::Kind::Bad || line.text.empty())
            return failAs(before.expected("a plugin's line in smtpplugins"));
        return AtPlugin{line.text};
    }

    Result<Target> parseVerdict()
    {
        const Lexer before = m_lexer;
        const Token word = m_lexer.takeArgument();
        std::vector<std::string> names;
        for (const Verdict verdict : verdicts) {
            if (word.kind != Token::Kind::Bad && word.text == session::formatVerdict(verdict))
                return AtVerdict{verdict};
            names.push_back(formatArgument(session::formatVerdict(verdict)));
        }
        return failAs(before.expected(oneOf("a verdict", names)));
    }

    Result<Target> parseLetter()
    {
        std::vector<std::string> names;
        for (const auto& [letter, name] : letterNames) {
            if (m_lexer.takeWord(name))
                return AtLetter{letter};
            names.emplace_back(name);
        }
        return failAs(m_lexer.expected(oneOf("a letter", names)));
    }

    Result<Target> parseChange()
    {
        const Lexer before = m_lexer;
        const Token name = m_lexer.peek().kind == Token::Kind::Variable ? m_lexer.take() : m_lexer.takeArgument();
        if (name.kind == Token::Kind::Bad || name.text.empty())
            return failAs(before.expected("a variable's name"));
        return AtChange{name.text};
    }

    Result<Target> parseCommand()
    {
        const smtp::Verb verb = smtp::parseCommand(m_lexer.peek().text).verb;
        if (m_lexer.peek().kind != Token::Kind::Word || verb == smtp::Verb::Unknown)
            return failAs(m_lexer.expected("a command of the client, such as MAIL"));
        m_lexer.take();
        return AtCommand{verb};
    }

    Result<Target> parseLine()
    {
        const auto number = takeNumber();
        if (!number)
            return failAs(m_lexer.expected("a line's number, from 1"));
        return AtLine{*number};
    }

    Result<Target> parseReply()
    {
        const Lexer before = m_lexer;
        const Token code = m_lexer.takeArgument();
        if (code.kind == Token::Kind::Bad || !isReplyCode(code.text))
            return failAs(before.expected("a reply's code, such as 550, 4xx or 5xx"));
        return AtReply{code.text};
    }

    std::optional<Error> parseOption(Breakpoint& breakpoint)
    {
        const Lexer before = m_lexer;
        const std::string word = m_lexer.take().text;
        if (before.peek().kind != Token::Kind::Word)
            return before.expected("before, after, if, hits, every, log or off");
        if (hasSeen(word))
            return before.wrong("“" + word + "” stands here twice");
        m_seen.push_back(word);
        if (word == "before" || word == "after")
            return parsePlace(breakpoint, before, word == "after");
        if (word == "if")
            return parseCondition(breakpoint);
        if (word == "hits")
            return parseHits(breakpoint.fromHit);
        if (word == "every")
            return parseHits(breakpoint.everyHit);
        if (word == "log")
            return parseLog(breakpoint);
        if (word != "off")
            return before.expected("before, after, if, hits, every, log or off");
        breakpoint.enabled = false;
        return std::nullopt;
    }

    bool hasSeen(std::string_view word) const { return std::find(m_seen.begin(), m_seen.end(), word) != m_seen.end(); }

    std::optional<Error> parsePlace(Breakpoint& breakpoint, const Lexer& at, bool after)
    {
        const Target& target = breakpoint.target;
        if (std::holds_alternative<AtVerdict>(target) || std::holds_alternative<AtLetter>(target))
            return after ? std::nullopt : std::optional(at.wrong("this is known only after a plugin's output"));
        if (std::holds_alternative<AtChange>(target))
            return at.wrong("a change is told where it happens");
        if (std::holds_alternative<AtReply>(target) && after)
            return at.wrong("a reply can be held only before it is sent");
        if (hasSeen(after ? "before" : "after"))
            return at.wrong("it can't be both before and after");
        breakpoint.after = after;
        return std::nullopt;
    }

    std::optional<Error> parseCondition(Breakpoint& breakpoint)
    {
        auto condition = Condition::parse(m_lexer);
        if (!condition)
            return condition.error();
        breakpoint.condition = std::move(*condition);
        return std::nullopt;
    }

    std::optional<Error> parseHits(std::size_t& hits)
    {
        const auto number = takeNumber();
        if (!number)
            return m_lexer.expected("a number, from 1");
        hits = *number;
        return std::nullopt;
    }

    std::optional<Error> parseLog(Breakpoint& breakpoint)
    {
        if (m_lexer.peek().kind != Token::Kind::Text)
            return m_lexer.expected("a text in double quotes");
        auto log = LogText::parse(m_lexer.peek().text);
        if (!log)
            return m_lexer.wrong(log.error().message);
        m_lexer.take();
        breakpoint.log = std::move(*log);
        return std::nullopt;
    }

    std::optional<std::size_t> takeNumber()
    {
        const std::string& digits = m_lexer.peek().text;
        std::size_t number = 0;
        const char* end = digits.data() + digits.size();
        const auto [rest, error] = std::from_chars(digits.data(), end, number);
        if (m_lexer.peek().kind != Token::Kind::Number || rest != end || error != std::errc() || number == 0)
            return std::nullopt;
        m_lexer.take();
        return number;
    }

    Lexer m_lexer;
    std::vector<std::string> m_seen; ///< the words of the options
};

struct FormatTarget
{
    std::string operator()(const AtSection& target) const
    {
        return "section " + std::string(control::formatSection(target.section));
    }
    std::string operator()(const AtPlugin& target) const { return "plugin " + formatArgument(target.line); }
    std::string operator()(const AtVerdict& target) const
    {
        return "verdict " + formatArgument(session::formatVerdict(target.verdict));
    }
    std::string operator()(const AtLetter& target) const
    {
        const auto known = std::find_if(letterNames.begin(), letterNames.end(),
                                        [&](const LetterName& each) { return each.letter == target.letter; });
        return "letter " + std::string(known == letterNames.end() ? "?" : known->name);
    }
    std::string operator()(const AtChange& target) const
    {
        return "changes " +
               (target.variable.starts_with('$') ? quote(target.variable) : formatArgument(target.variable));
    }
    std::string operator()(const AtCommand& target) const
    {
        return "command " + std::string(smtp::formatVerb(target.verb));
    }
    std::string operator()(const AtLine& target) const { return "line " + std::to_string(target.line); }
    std::string operator()(const AtReply& target) const { return "reply " + target.code; }
};

bool hasTwoPlaces(const Target& target)
{
    return std::holds_alternative<AtSection>(target) || std::holds_alternative<AtPlugin>(target) ||
           std::holds_alternative<AtCommand>(target) || std::holds_alternative<AtLine>(target);
}

} // namespace

Result<Breakpoint> parseBreakpoint(std::string_view text)
{
    return BreakpointParser(text).parse();
}

std::string formatBreakpoint(const Breakpoint& breakpoint)
{
    std::string text = std::visit(FormatTarget(), breakpoint.target);
    if (breakpoint.after && hasTwoPlaces(breakpoint.target))
        text += " after";
    if (breakpoint.condition)
        text += " if " + breakpoint.condition->format();
    if (breakpoint.fromHit > 1)
        text += " hits " + std::to_string(breakpoint.fromHit);
    if (breakpoint.everyHit > 1)
        text += " every " + std::to_string(breakpoint.everyHit);
    if (breakpoint.log)
        text += " log " + quote(breakpoint.log->format());
    if (!breakpoint.enabled)
        text += " off";
    return text;
}

} // namespace spp::debug
