// SPDX-License-Identifier: MIT
#include "core/guide/letters.h"

#include "core/base/text.h"
#include "core/check/section_guide.h"
#include "core/plugin/command.h"
#include "core/trace/hazard.h"

#include <algorithm>
#include <array>

namespace spp::guide
{

namespace
{

using trace::HazardKind;

struct LetterRow
{
    std::string_view letter;
    std::string_view brief;
    std::string_view example;
    std::array<std::optional<HazardKind>, 2> hazards = {};
};

/// What goes wrong with them most often stands behind them.
constexpr auto letterTable = std::to_array<LetterRow>({
    {"A", "accept, and no more plugins in this session", "A", {HazardKind::TextBehindLetter}},
    {"N", "accept, the section's other plugins are skipped", "N", {HazardKind::TextBehindLetter}},
    {"O", "like N, and the server's own check is skipped", "O", {HazardKind::OkOpensRelay}},
    {"E", "refuse with a reply", "E550 5.7.1 not here", {HazardKind::ReplyWithoutCode, HazardKind::CodeDoesNotFit}},
    {"R", "reply, and close the connection", "R421 4.7.0 come back later", {HazardKind::ReplyWithoutCode}},
    {"D", "close the connection", "D", {HazardKind::TextBehindLetter}},
    {"P", "print a line ahead of the reply", "P250-one more line", {HazardKind::SecondReply}},
    {"S", "set a variable", "SKIND=guest", {HazardKind::SetWithoutEquals, HazardKind::DangerousVariable}},
    {"U", "unset a variable", "UKIND", {}},
    {"H", "add a header line to the message", "HX-Spam: yes", {HazardKind::NotAHeader}},
    {"C", "change the address", "Cjoe@example.org", {HazardKind::ChangedOutsideRcptHosts, HazardKind::OddAddress}},
    {"LM", "refuse the next MAIL", "LM550 not you", {HazardKind::LaterRepeats}},
    {"LR", "refuse the next RCPT", "LR550 not you", {HazardKind::LaterRepeats}},
    {"LD", "refuse the next DATA", "LD554 not this", {HazardKind::LaterRepeats}},
});

constexpr auto letterNames = [] {
    std::array<std::string_view, letterTable.size()> names;
    for (std::size_t i = 0; i < names.size(); ++i)
        names[i] = letterTable[i].letter;
    return names;
}();

/// "S" is in "S, U", "LM" in "LM, LR, LD".
bool hasLetter(std::string_view letters, std::string_view letter)
{
    for (std::size_t begin = 0; begin < letters.size();) {
        const auto end = std::min(letters.find(", ", begin), letters.size());
        if (letters.substr(begin, end - begin) == letter)
            return true;
        begin = end + 2;
    }
    return false;
}

/// What it does in each section; one line for those where it is the same.
std::vector<ExplanationRow> rowsOf(std::string_view letter, const session::Dialect& dialect)
{
    std::vector<ExplanationRow> rows;
    for (const auto section : check::sectionsOf(dialect))
        for (const auto& [letters, meaning] : check::letterMeanings(section, dialect)) {
            if (!hasLetter(letters, letter))
                continue;
            const std::string name = "[" + std::string(formatSection(section)) + "]";
            const auto same = std::ranges::find(rows, meaning, &ExplanationRow::meaning);
            if (same == rows.end())
                rows.push_back({name, std::string(meaning)});
            else
                same->word += " " + name;
        }
    return rows;
}

} // namespace

std::span<const std::string_view> letters()
{
    return letterNames;
}

std::optional<Explanation> explainLetter(std::string_view letter, const session::Dialect& dialect)
{
    const auto row = std::ranges::find_if(
        letterTable, [&](const LetterRow& each) { return text::equalsIgnoringCase(each.letter, letter); });
    if (row == letterTable.end())
        return std::nullopt;
    Explanation explanation{std::string(row->letter), "a letter that plugins print: " + std::string(row->brief), {}};
    auto rows = rowsOf(row->letter, dialect);
    if (rows.size() == 1)
        explanation.parts.push_back({"In every section: " + rows.front().meaning + "."});
    else
        explanation.parts.push_back({"What it does:", std::move(rows)});
    const auto command = plugin::parseCommand(row->example);
    explanation.parts.push_back({"For instance: " + std::string(row->example) + "   → " + plugin::describe(command)});
    if (command.isFinal())
        explanation.parts.push_back(
            {"It is final: nothing more is read from the plugin. What else it has to say, such as "
             "S, H, C, must come first."});
    for (const auto& hazard : row->hazards)
        if (hazard)
            explanation.parts.push_back({std::string(trace::explain(*hazard))});
    return explanation;
}

} // namespace spp::guide
