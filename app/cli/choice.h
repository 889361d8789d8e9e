// SPDX-License-Identifier: MIT
/// An option that takes one of some words. The help shows them, and completion knows them from there.
#pragma once

#include <CLI/CLI.hpp>

#include <string>
#include <utility>
#include <vector>

namespace spp::cli
{

/// @param target a value of `Value`, or of a class that is made from one
template <typename Value, typename Target>
CLI::Option* addChoice(CLI::App& command, const std::string& name, Target& target,
                       const std::vector<std::pair<std::string, Value>>& choices, const std::string& about)
{
    std::string words;
    for (const auto& [word, value] : choices)
        words += (words.empty() ? "" : "|") + word;
    return command
        .add_option_function<std::string>(
            name,
            [&target, choices](const std::string& word) {
                for (const auto& [each, value] : choices)
                    if (each == word)
                        target = value;
            },
            about)
        ->check(CLI::IsMember([&] {
                    std::vector<std::string> all;
                    for (const auto& [word, value] : choices)
                        all.push_back(word);
                    return all;
                }())
                    .description(""))
        ->type_name(words);
}

} // namespace spp::cli
