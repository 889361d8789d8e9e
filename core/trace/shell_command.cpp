// SPDX-License-Identifier: MIT
#include "core/trace/shell_command.h"

#include "core/base/text.h"

namespace spp::trace
{

namespace
{

constexpr std::string_view nameChars = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_";
constexpr std::string_view plainChars = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-+./:,@%";

/// env(1) looks for a name without a slash along PATH; a plugin's is a file in its folder.
std::string pathOf(const std::string& program)
{
    return program.find('/') == std::string::npos ? "./" + program : program;
}

/// The program and its arguments. What looks like NAME=value env(1) would take for a variable, so a shell starts it.
std::string formatProgram(const plugin::Call& call)
{
    const std::string program = pathOf(call.program);
    std::string words = program.find('=') == std::string::npos ? "" : R"(/bin/sh -c 'exec "$0" "$@"' )";
    words += quoteForShell(program);
    for (std::size_t i = 1; i < call.arguments.size(); ++i)
        words += " " + quoteForShell(call.arguments[i]);
    return words;
}

/// A terminal acts on the other bytes when they are pasted, or does not let them through.
bool survivesPasting(char c)
{
    return c == '\n' || (c >= ' ' && c < 0x7f);
}

/// For printf(1); three digits, so that none behind them is taken for a part.
std::string octal(std::string_view bytes)
{
    std::string escapes;
    for (const unsigned char byte : bytes) {
        escapes += '\\';
        for (const int shift : {6, 3, 0})
            escapes += static_cast<char>('0' + ((byte >> shift) & 7));
    }
    return escapes;
}

} // namespace

std::string quoteForShell(std::string_view word)
{
    if (!word.empty() && word.find_first_not_of(plainChars) == std::string_view::npos)
        return std::string(word);
    std::string quoted = "'";
    for (std::size_t i = 0; i < word.size();) {
        std::size_t end = i;
        while (end < word.size() && !survivesPasting(word[end]))
            ++end;
        if (end > i)
            quoted += "'\"$(printf '" + octal(word.substr(i, end - i)) + "')\"'";
        for (i = end; i < word.size() && survivesPasting(word[i]); ++i)
            quoted += word[i] == '\'' ? std::string(R"('\'')") : std::string(1, word[i]);
    }
    return quoted + "'";
}

std::string formatAssignment(std::string_view entry)
{
    const std::string_view name = plugin::entryName(entry);
    const bool isName = name.size() < entry.size() && !name.empty() && (name.front() < '0' || name.front() > '9') &&
                        name.find_first_not_of(nameChars) == std::string_view::npos;
    if (!isName)
        return "# no variable of a shell: " + text::printable(entry);
    return std::string(name) + "=" + quoteForShell(plugin::entryValue(entry));
}

ShellCommand formatShellCommand(const plugin::Call& call, ShellInput input)
{
    ShellCommand command;
    command.line = "(cd " + quoteForShell(call.directory) + " && exec env -i";
    for (const auto& entry : call.environment.entries()) {
        if (entry.find('=') == std::string::npos || entry.starts_with('='))
            command.leftOut.push_back(entry);
        else
            command.line +=
                " " + quoteForShell(plugin::entryName(entry)) + "=" + quoteForShell(plugin::entryValue(entry));
    }
    command.line += " " + formatProgram(call) + (input == ShellInput::Empty ? " </dev/null)" : ")");
    return command;
}

} // namespace spp::trace
