// SPDX-License-Identifier: MIT
#include "app/cli/completion/completion.h"

#include "app/cli/completion/values.h"
#include "core/base/shell_words.h"
#include "core/base/text.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <iostream>
#include <optional>
#include <string_view>
#include <utility>

namespace spp::cli
{

namespace
{

/// "json" of "--format=json", and what stands before it.
struct Assignment
{
    std::string option;
    std::string value;
};

std::optional<Assignment> assignmentIn(const std::string& word)
{
    const auto equals = word.find('=');
    if (!word.starts_with("--") || equals == std::string::npos)
        return std::nullopt;
    return Assignment{word.substr(0, equals), word.substr(equals + 1)};
}

/// bash parts words at "=": "--format" "=" "js".
std::vector<std::string> joined(const std::vector<std::string>& words)
{
    std::vector<std::string> result;
    for (std::size_t i = 0; i < words.size(); ++i) {
        const bool isValue = words[i] == "=" && !result.empty() && result.back().starts_with("--");
        if (!isValue) {
            result.push_back(words[i]);
            continue;
        }
        if (i + 1 < words.size())
            ++i;
        result.push_back(words[i] == "=" ? "" : words[i]);
    }
    return result;
}

/// One level of commands, as the words before the last have led there.
class Level
{
public:
    explicit Level(const CLI::App& app) : m_app(&app) {}

    void take(const std::string& word)
    {
        if (m_awaiting != nullptr) {
            noteValue(*m_awaiting, word);
            m_awaiting = nullptr;
            return;
        }
        if (const auto assignment = assignmentIn(word)) {
            if (const auto* option = optionOf(assignment->option))
                noteValue(*option, assignment->value);
        } else if (word.size() > 1 && word.starts_with('-')) {
            const auto* option = optionOf(word);
            if (option != nullptr) {
                m_used.push_back(option);
                m_awaiting = option->get_items_expected_max() > 0 ? option : nullptr;
            }
        } else if (const CLI::App* command = commandOf(word)) {
            *this = Level(*command);
        } else {
            if (m_arguments == 0)
                m_context.file = word;
            ++m_arguments;
        }
    }

    Completions complete(const std::string& begun) const
    {
        if (m_awaiting != nullptr)
            return values(*m_awaiting, begun);
        if (const auto assignment = assignmentIn(begun)) {
            const auto* option = optionOf(assignment->option);
            Completions completions = option ? values(*option, assignment->value) : Completions();
            for (auto& each : completions.candidates)
                each.text.insert(0, assignment->option + "=");
            return completions;
        }
        if (begun.starts_with('-'))
            return options(begun);
        Completions completions = argument(begun);
        for (const CLI::App* command : commands())
            if (command->get_name().starts_with(begun) && m_arguments == 0)
                completions.candidates.push_back({command->get_name(), command->get_description()});
        return completions;
    }

private:
    std::vector<const CLI::App*> commands() const
    {
        return m_app->get_subcommands([](const CLI::App* each) { return !each->get_group().empty(); });
    }

    const CLI::App* commandOf(const std::string& word) const
    {
        for (const CLI::App* command : commands())
            if (command->get_name() == word)
                return command;
        return nullptr;
    }

    const CLI::Option* optionOf(const std::string& word) const
    {
        for (const CLI::Option* option : m_app->get_options())
            if (option->check_name(word) && option->nonpositional())
                return option;
        return nullptr;
    }

    void noteValue(const CLI::Option& option, const std::string& value)
    {
        m_used.push_back(&option);
        if (option.check_name("--home"))
            m_context.home = value;
    }

    Completions values(const CLI::Option& option, const std::string& begun) const
    {
        std::string type = option.get_type_name();
        type.resize(std::min(type.find(':'), type.size())); // what checks say of themselves stands behind it
        const bool isWords = std::ranges::any_of(type, [](char c) { return c >= 'a' && c <= 'z'; });
        if (!isWords)
            return valuesOf(type, begun, m_context);
        Completions completions;
        for (std::string_view rest = type; !rest.empty();) {
            const auto end = std::min(rest.find('|'), rest.size());
            if (const auto word = rest.substr(0, end); word.starts_with(begun))
                completions.candidates.push_back({std::string(word), {}});
            rest.remove_prefix(std::min(end + 1, rest.size()));
        }
        return completions;
    }

    /// Its long names; one that has none by its short ones.
    Completions options(const std::string& begun) const
    {
        Completions completions;
        for (const CLI::Option* option : m_app->get_options()) {
            const bool isUsed = std::ranges::find(m_used, option) != m_used.end();
            const bool isRepeated = option->get_items_expected_max() > 1;
            if (!option->nonpositional() || (isUsed && !isRepeated))
                continue;
            const bool isLong = !option->get_lnames().empty();
            for (const auto& name : isLong ? option->get_lnames() : option->get_snames())
                if (const std::string text = (isLong ? "--" : "-") + name; text.starts_with(begun))
                    completions.candidates.push_back({text, option->get_description()});
        }
        return completions;
    }

    /// The argument whose turn it is; the last may take all that are left.
    Completions argument(const std::string& begun) const
    {
        std::size_t place = 0;
        for (const CLI::Option* option : m_app->get_options()) {
            if (option->nonpositional())
                continue;
            place += static_cast<std::size_t>(std::max(option->get_items_expected_max(), 1));
            if (m_arguments < place)
                return values(*option, begun);
        }
        return {};
    }

    const CLI::App* m_app;
    const CLI::Option* m_awaiting = nullptr; ///< its value comes next
    std::vector<const CLI::Option*> m_used;
    std::size_t m_arguments = 0;
    CompletionContext m_context;
};

/// For the shells, which show one line.
std::string oneLine(std::string_view text)
{
    std::string line(text);
    std::ranges::replace_if(
        line, [](char c) { return static_cast<unsigned char>(c) < ' '; }, ' ');
    return line;
}

} // namespace

Completions complete(const CLI::App& spp, std::vector<std::string> words)
{
    words = joined(words);
    if (words.empty())
        words.emplace_back();
    Level level(spp);
    for (std::size_t i = 0; i + 1 < words.size(); ++i)
        level.take(words[i]);
    return level.complete(words.back());
}

int printCompletions(const CLI::App& spp, const std::vector<std::string>& arguments)
{
    if (arguments.empty())
        return 2;
    std::vector<std::string> words(arguments.begin() + 1, arguments.end());
    if (arguments.front() == "bash") // hands over what was typed, quotes and all
        for (auto& word : words)
            word = text::unquoteShellWord(word);
    const auto [areFiles, candidates] = complete(spp, std::move(words));
    std::cout << (areFiles ? "files\n" : "words\n");
    for (const auto& each : candidates)
        std::cout << each.text << "\t" << oneLine(each.about) << "\n";
    std::cout.flush();
    return 0;
}

} // namespace spp::cli
