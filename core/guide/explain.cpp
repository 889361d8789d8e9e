// SPDX-License-Identifier: MIT
#include "core/guide/explain.h"

#include "core/base/text.h"
#include "core/check/rule.h"
#include "core/check/section_guide.h"
#include "core/check/words.h"
#include "core/guide/control_files.h"
#include "core/guide/letters.h"
#include "core/guide/smtp_words.h"

#include <algorithm>
#include <array>
#include <set>

namespace spp::guide
{

namespace
{

using control::Section;
using Explanations = std::vector<Explanation>;

bool isSame(std::string_view a, std::string_view b)
{
    return text::equalsIgnoringCase(a, b);
}

std::string capitals(std::string_view word)
{
    std::string result(word);
    for (char& c : result)
        if (c >= 'a' && c <= 'z')
            c = static_cast<char>(c - 'a' + 'A');
    return result;
}

void addLetter(std::string_view word, const session::Dialect& dialect, Explanations& found)
{
    if (auto letter = explainLetter(word, dialect))
        found.push_back(std::move(*letter));
}

std::string variablesIn(Section section)
{
    std::string names;
    for (const auto* variable : check::sectionVariables(section))
        names += (names.empty() ? "" : ", ") + std::string(variable->name);
    return "Plugins find " + (names.empty() ? "" : names + ", and ") +
           "the variables of the connection, TCPREMOTEIP and so on.";
}

void addSection(std::string_view word, const session::Dialect& dialect, Explanations& found)
{
    if (word.starts_with('[') && word.ends_with(']'))
        word = word.substr(1, word.size() - 2);
    const auto section = check::findSection(text::lower(word));
    if (!section)
        return;
    Explanation explanation{"[" + std::string(formatSection(*section)) + "]",
                            std::string(check::sectionBrief(*section)),
                            {{std::string(check::sectionWhen(*section))}}};
    if (!check::hasSection(dialect, *section))
        explanation.parts.push_back(
            {"The dialect " + std::string(dialect.name) + " has no such section: its plugins never run there."});
    explanation.parts.push_back({variablesIn(*section)});
    ExplanationPart letters{"What a plugin prints means here:"};
    for (const auto& [names, meaning] : check::letterMeanings(*section, dialect))
        letters.rows.push_back({names.empty() ? "nothing" : std::string(names), std::string(meaning)});
    explanation.parts.push_back(std::move(letters));
    found.push_back(std::move(explanation));
}

void addVariable(std::string_view word, Explanations& found)
{
    const auto* variable = plugin::findVariable(word);
    std::string name(word);
    if (variable == nullptr) {
        name = capitals(word);
        variable = plugin::findVariable(name);
    }
    if (variable == nullptr)
        return;
    Explanation explanation{name, std::string(variable->about), {}};
    if (const auto since = check::variableSince(*variable); !since.empty())
        explanation.parts.push_back({since});
    if (variable->fromClient)
        explanation.parts.push_back({std::string(check::fromClientWarning)});
    found.push_back(std::move(explanation));
}

/// "RCPT": the first word of "RCPT TO:<".
std::string_view verbOf(const SmtpCommand& command)
{
    return command.text.substr(0, command.text.find(' '));
}

void addCommand(std::string_view word, Explanations& found)
{
    const std::string name = capitals(word);
    ExplanationPart forms{"The client says:"};
    for (const auto& command : smtpCommands())
        if (verbOf(command) == name)
            forms.rows.push_back({std::string(text::trimEnd(command.text)) + (command.text.ends_with('<') ? "…>" : ""),
                                  std::string(command.about)});
    if (forms.rows.empty())
        return;
    Explanation explanation{name, "a command of SMTP", {std::move(forms)}};
    constexpr std::array asked{std::pair{"HELO", Section::Helo}, std::pair{"EHLO", Section::Helo},
                               std::pair{"MAIL", Section::Mail}, std::pair{"RCPT", Section::Rcpt},
                               std::pair{"DATA", Section::Data}, std::pair{"AUTH", Section::Auth}};
    for (const auto& [verb, section] : asked)
        if (name == verb)
            explanation.parts.push_back(
                {"The plugins of [" + std::string(formatSection(section)) + "] are asked then."});
    found.push_back(std::move(explanation));
}

bool isThreeDigits(std::string_view word)
{
    return word.size() == 3 && word.find_first_not_of("0123456789") == std::string_view::npos;
}

void addReply(std::string_view word, const session::Dialect& dialect, Explanations& found)
{
    const auto meaning = isThreeDigits(word) ? meaningOfClass(word.front()) : std::nullopt;
    if (!meaning)
        return;
    const auto codes = replyCodes();
    const auto code = std::ranges::find(codes, word, &ReplyCode::code);
    Explanation explanation{std::string(word), "a reply: ", {}};
    explanation.brief += code == codes.end() ? "no code that is in common use" : std::string(code->brief);
    if (code != codes.end())
        explanation.parts.push_back({std::string(code->meaning)});
    explanation.parts.push_back(
        {"Codes that begin with " + std::string(1, word.front()) + " say " + std::string(*meaning) + "."});
    if (word.front() >= '4') {
        explanation.parts.push_back({"A plugin refuses so with a line E" + std::string(word) + " …; R" +
                                     std::string(word) +
                                     " … closes the connection, too. An enhanced code may follow: E" +
                                     std::string(word) + " " + word.front() + ".7.1 …"});
        explanation.parts.push_back(
            {dialect.repliesOnce
                 ? "The dialect " + std::string(dialect.name) +
                       " sends the plugin's text as it stands, and puts a code that refuses in front if it has none."
                 : "qmail-spp never looks at the code: it sends the text as it stands, and E refuses whatever it says. "
                   "The client believes the code alone."});
    }
    found.push_back(std::move(explanation));
}

void addEnhancedCode(std::string_view word, Explanations& found)
{
    if (word.starts_with('#')) // as qmail writes them: (#5.7.1)
        word.remove_prefix(1);
    if (const auto meaning = meaningOfEnhancedCode(word); !meaning.empty())
        found.push_back(
            {std::string(word),
             meaning,
             {{"An enhanced status code (RFC 3463): the same for programs, more exactly. It stands behind the "
               "reply's code, “550 5.7.1 …”, and begins with the same digit; qmail has it at the end, "
               "“(#5.7.1)”. qmail-spp does not look at it."}}});
}

void addControlFile(std::string_view word, Explanations& found)
{
    if (word.starts_with("control/"))
        word.remove_prefix(8);
    for (const auto& file : controlGuides())
        if (isSame(file.name, word)) {
            found.push_back({"control/" + std::string(file.name), "a control file", {{std::string(file.about)}}});
            if (file.ofExtraChecks)
                found.back().parts.push_back({"Of the dialects sagredo and modern."});
        }
}

void addDialect(std::string_view word, Explanations& found)
{
    for (const auto& dialect : session::dialects())
        if (isSame(dialect.name, word))
            found.push_back({std::string(dialect.name),
                             "a dialect, which program the server answers like",
                             {{std::string(dialect.about)}}});
}

void addRule(std::string_view word, Explanations& found)
{
    for (const auto& row : check::ruleRows())
        if (isSame(row.name, word))
            found.push_back({std::string(row.name),
                             std::string(trace::formatSeverity(row.severity)) + " of spp check",
                             {{std::string(row.explanation)}}});
}

} // namespace

Explanations explain(std::string_view word, const session::Dialect& dialect)
{
    Explanations found;
    addLetter(word, dialect, found);
    addSection(word, dialect, found);
    addCommand(word, found);
    addReply(word, dialect, found);
    addEnhancedCode(word, found);
    addVariable(word, found);
    addControlFile(word, found);
    addDialect(word, found);
    addRule(word, found);
    return found;
}

std::vector<Topic> topics()
{
    const auto namesOf = [](std::string name, const auto& rows, const auto& nameOf) {
        Topic topic{std::move(name), {}};
        for (const auto& row : rows)
            if (std::string word(nameOf(row)); std::ranges::find(topic.words, word) == topic.words.end())
                topic.words.push_back(std::move(word));
        return topic;
    };
    const auto sections = check::sectionsOf(session::modernDialect());
    return {
        namesOf("Letters that plugins print", letters(), [](std::string_view letter) { return letter; }),
        namesOf("Sections", sections, [](Section section) { return formatSection(section); }),
        namesOf("Variables", plugin::variables(), [](const plugin::Variable& each) { return each.name; }),
        namesOf("Replies, also enhanced codes such as 5.7.1", replyCodes(),
                [](const ReplyCode& each) { return each.code; }),
        namesOf("Commands of SMTP", smtpCommands(), verbOf),
        namesOf("Control files", controlGuides(), [](const ControlGuide& each) { return each.name; }),
        namesOf("Dialects", session::dialects(), [](const session::Dialect& each) { return each.name; }),
        namesOf("What spp check finds", check::ruleRows(), [](const check::RuleRow& each) { return each.name; }),
    };
}

std::vector<std::string> similarWords(std::string_view word)
{
    constexpr std::size_t longest = 40; // letters; nothing that is explained is longer
    constexpr std::size_t most = 5;
    if (word.size() > longest)
        return {};
    std::set<std::pair<std::size_t, std::string>> near;
    for (const auto& topic : topics())
        for (const auto& each : topic.words) {
            const auto far = check::distance(text::lower(word), text::lower(each));
            const bool isPart = word.size() > 2 && text::lower(each).find(text::lower(word)) != std::string::npos;
            if (far <= 1 + word.size() / 4 || isPart)
                near.insert({isPart ? 0 : far, each});
        }
    std::vector<std::string> words;
    for (const auto& [far, each] : near)
        if (words.size() < most && std::ranges::find(words, each) == words.end())
            words.push_back(each);
    return words;
}

} // namespace spp::guide
