// SPDX-License-Identifier: MIT
#include "core/check/script.h"

#include "core/plugin/interpreter.h"

namespace spp::check
{

namespace
{

Language languageOf(plugin::Language language)
{
    switch (language) {
    case plugin::Language::Machine: return Language::Binary;
    case plugin::Language::Bash:
    case plugin::Language::Zsh:
    case plugin::Language::Shell: return Language::Shell;
    case plugin::Language::Python: return Language::Python;
    case plugin::Language::Perl: return Language::Perl;
    case plugin::Language::Other: return Language::OtherScript;
    case plugin::Language::None: break;
    }
    return Language::Unknown;
}

} // namespace

Script parseScript(std::string_view bytes)
{
    constexpr std::size_t looked = 512;
    std::string_view line = bytes.substr(0, bytes.find('\n'));
    if (line.ends_with('\r'))
        line.remove_suffix(1);
    const plugin::Interpreter interpreter = plugin::parseInterpreter(line);
    Script script{languageOf(interpreter.language), {}, {}, interpreter.name};
    if (script.language == Language::Unknown && bytes.substr(0, looked).find('\0') != std::string_view::npos)
        script.language = Language::Binary;
    if (!interpreter.words.empty())
        script.interpreter = interpreter.words.front();
    if (interpreter.words.size() > 1)
        script.argument = interpreter.words[1];
    return script;
}

} // namespace spp::check
