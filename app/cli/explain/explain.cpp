// SPDX-License-Identifier: MIT
#include "app/cli/explain/explain.h"

#include "app/cli/complaint.h"
#include "app/cli/screen.h"
#include "core/base/text.h"
#include "core/guide/explain.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <iostream>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace spp::cli
{

namespace
{

struct ExplainOptions
{
    std::vector<std::string> words;
    std::string dialect = "modern";
};

constexpr int partIndent = 3;
constexpr std::size_t lineWidth = 80;

/// Letters as they are shown, of what is printable.
std::size_t widthOf(std::string_view text)
{
    return static_cast<std::size_t>(
        std::ranges::count_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

/// Lines no longer than the width, broken at blanks.
std::vector<std::string> wrapped(std::string_view text, std::size_t width)
{
    std::vector<std::string> lines{""};
    while (!text.empty()) {
        const auto end = std::min(text.find(' '), text.size());
        const std::string_view word = text.substr(0, end);
        std::string& line = lines.back();
        if (!line.empty() && widthOf(line) + 1 + widthOf(word) > width)
            lines.emplace_back(word);
        else
            line.append(line.empty() ? "" : " ").append(word);
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return lines;
}

void printWrapped(Screen& screen, std::size_t indent, std::string_view text)
{
    for (const auto& line : wrapped(text, lineWidth - indent))
        screen.line(static_cast<int>(indent), line);
}

/// A word, and behind it what it means; its further lines below that.
void printRow(Screen& screen, const guide::ExplanationRow& row, std::size_t column)
{
    std::string head = padded(row.word, column);
    if (row.word.size() >= column) {
        screen.line(partIndent, row.word);
        head = std::string(column, ' ');
    }
    for (const auto& line : wrapped(row.meaning, lineWidth - partIndent - column)) {
        screen.line(partIndent, head + line);
        head = std::string(column, ' ');
    }
}

void print(Screen& screen, const guide::Explanation& explanation)
{
    constexpr std::size_t widest = 14;
    screen.line(0, explanation.word + "   " + explanation.brief, Colour::Strong);
    for (const auto& part : explanation.parts) {
        screen.blank();
        if (!part.text.empty())
            printWrapped(screen, partIndent, part.text);
        std::size_t column = 0;
        for (const auto& row : part.rows)
            column = std::max(column, std::min(row.word.size(), widest) + 2);
        for (const auto& row : part.rows)
            printRow(screen, row, column);
    }
    screen.blank();
}

void printTopics(Screen& screen)
{
    for (const auto& topic : guide::topics()) {
        screen.line(0, topic.name + ":", Colour::Strong);
        std::string words;
        for (const auto& word : topic.words)
            words += (words.empty() ? "" : ", ") + word;
        printWrapped(screen, partIndent, words);
    }
    screen.blank();
    screen.line(0, "“spp explain E” explains one of them, “spp explain 550 5.7.1” two.", Colour::Muted);
}

int complainOfWord(const std::string& word)
{
    std::string near;
    for (const auto& each : guide::similarWords(word))
        near += (near.empty() ? "; did you mean " : ", ") + each;
    return complainOf("“" + text::printable(word) + "” is not known" +
                      (near.empty() ? "; “spp explain” lists what is" : near + "?"));
}

int explain(const ExplainOptions& options)
{
    const auto* dialect = session::findDialect(options.dialect);
    if (dialect == nullptr)
        return complainOf("there is no dialect " + text::printable(options.dialect) + "; “spp explain” lists them");
    Screen screen(std::cout, wantsColour());
    if (options.words.empty()) {
        printTopics(screen);
        return 0;
    }
    int status = 0;
    for (const auto& argument : options.words) {
        // "550 5.7.1" may stand in quotes.
        std::string_view rest = argument;
        while (!(rest = text::trim(rest)).empty()) {
            const std::string word(rest.substr(0, rest.find_first_of(" \t")));
            rest.remove_prefix(word.size());
            const auto explanations = guide::explain(word, *dialect);
            for (const auto& explanation : explanations)
                print(screen, explanation);
            screen.flush();
            if (explanations.empty())
                status = complainOfWord(word);
        }
    }
    return status;
}

} // namespace

void addExplainCommand(CLI::App& spp, int& status)
{
    auto options = std::make_shared<ExplainOptions>();
    auto* explain = spp.add_subcommand(
        "explain", "tell what a letter, variable, section, reply, control file or finding means; alone: what there is");
    explain
        ->add_option("word", options->words, "such as E, LR, rcpt, SMTPRCPTTO, 451, 5.7.1, badmailfrom, not-executable")
        ->type_name("WORD");
    explain->add_option("--dialect", options->dialect, "the server that it is explained for")
        ->capture_default_str()
        ->type_name("DIALECT");
    explain->callback([options, &status] { status = cli::explain(*options); });
}

} // namespace spp::cli
