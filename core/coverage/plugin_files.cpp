// SPDX-License-Identifier: MIT
#include "core/coverage/plugin_files.h"

#include "core/coverage/printed_literals.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

namespace spp::coverage
{

namespace
{

using check::FileFacts;

constexpr std::array<std::string_view, 5> sourceEndings{".c", ".cc", ".cpp", ".go", ".rs"};
constexpr std::string_view plainChars = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-+.,/@%";

bool isProgram(const std::string& path, const check::HomeView& view)
{
    const FileFacts facts = view.facts(path);
    return facts.kind == FileFacts::Kind::File && facts.executable;
}

/// The source of a program beside it.
std::optional<std::string> sourceBeside(const std::string& program, const check::HomeView& view)
{
    for (const auto ending : sourceEndings)
        if (const std::string path = program + std::string(ending); view.facts(path).kind == FileFacts::Kind::File)
            return path;
    return std::nullopt;
}

/// The program of the home that a shell's word names; empty if it names none.
std::string programNamed(std::string_view word, const check::HomeView& view)
{
    if (word.starts_with("./"))
        word.remove_prefix(2);
    if (word.empty() || word.starts_with('/') || word.find_first_not_of(plainChars) != std::string_view::npos)
        return {};
    if (word.find('/') != std::string_view::npos)
        return isProgram(std::string(word), view) ? std::string(word) : std::string();
    const std::string path = "plugins/" + std::string(word);
    return sourceBeside(path, view) ? path : std::string();
}

} // namespace

std::vector<std::string> programsOf(const control::PluginEntry& entry, const check::HomeView& view)
{
    if (!entry.isShell())
        return {entry.text};
    std::vector<std::string> programs;
    std::string_view rest = std::string_view(entry.text).substr(1);
    while (!rest.empty()) {
        const auto end = std::min(rest.find_first_of(" \t;&|()"), rest.size());
        std::string program = programNamed(rest.substr(0, end), view);
        if (!program.empty() && std::ranges::find(programs, program) == programs.end())
            programs.push_back(std::move(program));
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    if (programs.empty())
        programs.push_back(entry.text);
    return programs;
}

Abilities abilitiesOf(const std::string& program, const check::HomeView& view)
{
    auto bytes = program.starts_with(':') ? std::optional(program.substr(1)) : view.bytes(program);
    // What is compiled does not say much.
    if (!bytes || bytes->find('\0') != std::string::npos)
        if (const auto source = sourceBeside(program, view))
            bytes = view.bytes(*source);
    if (!bytes)
        return {};
    if (auto announced = library::parseAnnouncement(*bytes))
        return {Origin::Head, std::move(*announced)};
    Abilities abilities;
    for (auto& command : printedLiterals(*bytes))
        abilities.announced.commands.push_back({std::move(command), {}});
    abilities.origin = abilities.announced.commands.empty() ? Origin::Unknown : Origin::Source;
    return abilities;
}

} // namespace spp::coverage
