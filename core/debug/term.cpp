// SPDX-License-Identifier: MIT
#include "core/debug/term.h"

#include "core/base/text.h"
#include "core/smtp/reply.h"

#include <algorithm>
#include <array>

namespace spp::debug
{

namespace
{

struct FactWord
{
    Fact fact;
    std::string_view word;
};

constexpr std::array factWords{
    FactWord{Fact::Section, "section"}, FactWord{Fact::Plugin, "plugin"}, FactWord{Fact::Command, "command"},
    FactWord{Fact::Verb, "verb"},       FactWord{Fact::Output, "output"}, FactWord{Fact::Verdict, "verdict"},
    FactWord{Fact::Reply, "reply"},     FactWord{Fact::Code, "code"},
};

bool beginsLikeAWord(std::string_view name)
{
    return name.front() >= 'a' && name.front() <= 'z';
}

std::optional<std::string> unlessEmpty(std::string_view text)
{
    return text.empty() ? std::nullopt : std::optional<std::string>(text);
}

std::optional<std::string> outputOf(const Stop& stop)
{
    if (stop.place != Place::AfterOutput)
        return std::nullopt;
    std::string output;
    for (const auto& command : stop.output)
        output += (output.empty() ? "" : "\n") + command.line;
    return output;
}

std::string_view withoutLineEnd(std::string_view reply)
{
    reply = reply.substr(0, reply.size() - (reply.ends_with('\n') ? 1 : 0));
    return reply.substr(0, reply.size() - (reply.ends_with('\r') ? 1 : 0));
}

std::optional<std::string> codeOf(std::string_view reply)
{
    const auto codes = replyCodes(reply);
    return codes.empty() ? std::nullopt : std::optional<std::string>(codes.back());
}

std::optional<std::string> valueOfFact(Fact fact, const Stop& stop)
{
    switch (fact) {
    case Fact::Section: return stop.section ? unlessEmpty(control::formatSection(*stop.section)) : std::nullopt;
    case Fact::Plugin: return unlessEmpty(stop.plugin);
    case Fact::Command: return unlessEmpty(stop.command);
    case Fact::Verb: return stop.command.empty() ? std::nullopt : unlessEmpty(smtp::formatVerb(stop.verb));
    case Fact::Output: return outputOf(stop);
    case Fact::Verdict: return stop.verdict ? unlessEmpty(session::formatVerdict(*stop.verdict)) : std::nullopt;
    case Fact::Reply: return unlessEmpty(withoutLineEnd(stop.reply));
    case Fact::Code: return codeOf(stop.reply);
    }
    return std::nullopt;
}

} // namespace

Result<Term> parseTerm(Lexer& lexer)
{
    if (lexer.peek().kind == Token::Kind::Variable)
        return Term{std::nullopt, lexer.take().text};
    if (lexer.peek().kind != Token::Kind::Word)
        return tl::unexpected<Error>(lexer.expected("a variable or a word"));
    const std::string& word = lexer.peek().text;
    if (!beginsLikeAWord(word))
        return Term{std::nullopt, lexer.take().text};
    const auto known =
        std::find_if(factWords.begin(), factWords.end(), [&](const FactWord& each) { return each.word == word; });
    if (known == factWords.end()) {
        std::string words;
        for (const auto& each : factWords)
            words += (words.empty() ? "" : ", ") + std::string(each.word);
        return tl::unexpected<Error>(lexer.wrong("“" + word + "” is not known here; there are " + words +
                                                 ", and a variable of that name is written $" + word));
    }
    lexer.take();
    return Term{known->fact, {}};
}

std::string formatTerm(const Term& term)
{
    if (!term.fact)
        return (beginsLikeAWord(term.variable) || !isName(term.variable) ? "$" : "") + term.variable;
    const auto known =
        std::find_if(factWords.begin(), factWords.end(), [&](const FactWord& each) { return each.fact == term.fact; });
    return std::string(known->word);
}

std::optional<std::string> valueOf(const Term& term, const Stop& stop)
{
    if (term.fact)
        return valueOfFact(*term.fact, stop);
    const auto value = stop.environment.value(term.variable);
    return value ? std::optional<std::string>(*value) : std::nullopt;
}

std::vector<std::string_view> replyCodes(std::string_view reply)
{
    std::vector<std::string_view> codes;
    for (const auto line : text::lines(reply))
        if (smtp::hasReplyCode(line.substr(0, line.size() - (line.ends_with('\r') ? 1 : 0))))
            codes.push_back(line.substr(0, 3));
    return codes;
}

} // namespace spp::debug
