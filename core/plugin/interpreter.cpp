// SPDX-License-Identifier: MIT
#include "core/plugin/interpreter.h"

#include "core/base/text.h"

#include <algorithm>
#include <array>

namespace spp::plugin
{

namespace
{

constexpr std::string_view blanks = " \t";

/// Nothing among them means anything to a shell wherever it stands in a word.
constexpr std::string_view plainWordChars = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-+./:,@%";

/// "/usr/bin/python3" as "python3", as far as it is one.
std::string lastPart(std::string_view path)
{
    return std::string(path.substr(path.rfind('/') + 1));
}

std::vector<std::string_view> wordsOf(std::string_view text)
{
    std::vector<std::string_view> words;
    for (auto begin = text.find_first_not_of(blanks); begin != std::string_view::npos;
         begin = text.find_first_not_of(blanks)) {
        text.remove_prefix(begin);
        const std::string_view word = text.substr(0, text.find_first_of(blanks));
        words.push_back(word);
        text.remove_prefix(word.size());
    }
    return words;
}

/// What env(1) runs: the first word that is neither an option nor a variable.
std::string behindEnv(std::string_view argument)
{
    for (std::string_view word : wordsOf(argument)) {
        if (word.starts_with("-S") && word.size() > 2)
            word.remove_prefix(2);
        if (!word.starts_with('-') && word.find('=') == std::string_view::npos)
            return lastPart(word);
    }
    return {};
}

Language languageOf(std::string_view name)
{
    if (name.starts_with("python") || name.starts_with("pypy"))
        return Language::Python;
    if (name.starts_with("perl"))
        return Language::Perl;
    if (name.starts_with("bash") || name == "rbash")
        return Language::Bash;
    if (name.starts_with("zsh"))
        return Language::Zsh;
    constexpr std::array<std::string_view, 8> shells{"sh", "dash", "ash", "ksh", "ksh93", "mksh", "lksh", "yash"};
    return std::find(shells.begin(), shells.end(), name) == shells.end() ? Language::Other : Language::Shell;
}

bool isPlain(std::string_view word)
{
    return word.find_first_not_of(plainWordChars) == std::string_view::npos;
}

} // namespace

Interpreter parseInterpreter(std::string_view firstBytes)
{
    Interpreter interpreter;
    if (firstBytes.starts_with("\x7f"
                               "ELF")) {
        interpreter.language = Language::Machine;
        return interpreter;
    }
    if (!firstBytes.starts_with("#!"))
        return interpreter;
    const std::string_view line = text::trim(firstBytes.substr(2, firstBytes.find('\n') - 2));
    const std::string_view path = line.substr(0, line.find_first_of(blanks));
    const std::string_view argument = text::trim(line.substr(path.size()));
    interpreter.words.emplace_back(path);
    if (!argument.empty())
        interpreter.words.emplace_back(argument);
    interpreter.name = lastPart(path);
    if (interpreter.name == "env" || interpreter.name == "busybox")
        interpreter.name = behindEnv(argument);
    interpreter.language = languageOf(interpreter.name);
    return interpreter;
}

std::optional<std::vector<std::string>> withOption(const Interpreter& interpreter, std::vector<std::string> option)
{
    std::vector<std::string> words = interpreter.words;
    if (words.size() > 1) {
        const auto arguments = wordsOf(words.back());
        if (arguments.back() == "-" || arguments.back() == "--")
            return std::nullopt;
    }
    words.insert(words.end(), option.begin(), option.end());
    return words;
}

const std::string* shellLineOf(const Call& call)
{
    const bool isLine = call.program == "/bin/sh" && call.arguments.size() == 3 && call.arguments[1] == "-c";
    return isLine ? &call.arguments[2] : nullptr;
}

std::string_view plainFirstWord(std::string_view shellLine)
{
    const auto begin = std::min(shellLine.find_first_not_of(blanks), shellLine.size());
    const std::string_view rest = shellLine.substr(begin);
    const std::string_view word = rest.substr(0, rest.find_first_of(" \t\n;|&<>()"));
    if (word == "exec")
        return plainFirstWord(rest.substr(word.size()));
    const bool isDefined = rest.substr(word.size()).starts_with('('); // a function
    return word.find('/') != std::string_view::npos && isPlain(word) && !isDefined ? word : std::string_view{};
}

std::vector<std::string> plainWords(std::string_view shellLine)
{
    const std::string_view first = plainFirstWord(shellLine);
    if (first.empty())
        return {};
    std::vector<std::string> result;
    for (const std::string_view word :
         wordsOf(shellLine.substr(static_cast<std::size_t>(first.data() - shellLine.data())))) {
        if (!isPlain(word))
            return {};
        result.emplace_back(word);
    }
    return result;
}

std::string programOf(const Call& call)
{
    const std::string* line = shellLineOf(call);
    return line == nullptr ? call.program : std::string(plainFirstWord(*line));
}

} // namespace spp::plugin
