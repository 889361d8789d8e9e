// SPDX-License-Identifier: MIT
#include "core/check/script.h"

#include "core/base/text.h"

#include <algorithm>
#include <array>

namespace spp::check
{

namespace
{

constexpr std::array shellNames{"sh", "bash", "dash", "ash", "ksh", "mksh", "zsh", "busybox"};

std::string_view lastName(std::string_view path)
{
    return path.substr(path.rfind('/') + 1);
}

std::string_view firstWordOf(std::string_view text)
{
    return text.substr(0, text.find_first_of(" \t"));
}

/// What env looks for: the first word that is neither an option nor NAME=value.
std::string_view wordForEnv(std::string_view argument)
{
    while (!(argument = text::trim(argument)).empty()) {
        const auto word = firstWordOf(argument);
        if (!word.starts_with('-') && word.find('=') == std::string_view::npos)
            return lastName(word);
        argument.remove_prefix(word.size());
    }
    return {};
}

Language languageOf(std::string_view program)
{
    if (isShell(program))
        return Language::Shell;
    if (program.starts_with("python"))
        return Language::Python;
    if (program.starts_with("perl"))
        return Language::Perl;
    return Language::OtherScript;
}

} // namespace

bool isShell(std::string_view program)
{
    return std::find(shellNames.begin(), shellNames.end(), program) != shellNames.end();
}

Script parseScript(std::string_view bytes)
{
    constexpr std::size_t looked = 512;
    Script script;
    if (!bytes.starts_with("#!")) {
        if (bytes.substr(0, looked).find('\0') != std::string_view::npos)
            script.language = Language::Binary;
        return script;
    }
    std::string_view line = text::trim(bytes.substr(2, bytes.find('\n') - 2));
    if (line.ends_with('\r'))
        line = text::trimEnd(line.substr(0, line.size() - 1));
    script.interpreter = firstWordOf(line);
    script.argument = text::trim(line.substr(script.interpreter.size()));
    const auto name = lastName(script.interpreter);
    script.program = name == "env" ? wordForEnv(script.argument) : name;
    script.language = languageOf(script.program);
    return script;
}

} // namespace spp::check
