// SPDX-License-Identifier: MIT
#include "core/trace/debugger_command.h"

#include "core/base/text.h"
#include "core/plugin/interpreter.h"
#include "core/trace/shell_command.h"

#include <algorithm>
#include <iterator>

namespace spp::trace
{

namespace
{

using plugin::Interpreter;
using plugin::Language;
using Words = std::vector<std::string>;

/// The program and its arguments; empty: a shell's line that is more than that.
Words wordsOf(const plugin::Call& call)
{
    if (const std::string* line = plugin::shellLineOf(call))
        return plugin::plainWords(*line);
    Words words{call.program};
    if (call.arguments.size() > 1)
        words.insert(words.end(), call.arguments.begin() + 1, call.arguments.end());
    return words;
}

/// A debugger looks for a name without a slash where it likes; a plugin's is a file in its folder.
std::string pathOf(const std::string& program)
{
    return program.find('/') == std::string::npos ? "./" + program : program;
}

Result<Words> inFrontOf(const Interpreter& interpreter, Words option)
{
    auto words = plugin::withOption(interpreter, std::move(option));
    if (!words)
        return fail(Fault::Configuration, "its #! line ends its options with “" +
                                              text::printable(interpreter.words.back()) +
                                              "”, so that no debugger's can follow; take that away");
    return *words;
}

/// gdb starts its program by a shell, which adds variables; without one it would split arguments at their blanks.
bool needsShell(const Words& arguments)
{
    return std::ranges::any_of(arguments, [](const std::string& word) { return quoteForShell(word) != word; });
}

Result<Words> machineDebugger(const Words& program, const plugin::Environment& environment, const DebugTools& tools)
{
    if (tools.gdb.empty())
        return fail(Fault::Configuration,
                    "it is a compiled program, and gdb is not installed; install the package gdb");
    Words words{tools.gdb, "-q"};
    // gdb tells its program the size of the screen.
    for (const char* name : {"LINES", "COLUMNS"})
        if (!environment.contains(name))
            words.insert(words.end(), {"-ex", std::string("unset environment ") + name});
    if (!needsShell(program))
        words.insert(words.end(), {"-ex", "set startup-with-shell off"});
    words.emplace_back("--args");
    return words;
}

/// The words that come in front of the program's own.
Result<Words> debuggerOf(const Interpreter& interpreter, const Words& program, const plugin::Environment& environment,
                         const DebugTools& tools)
{
    switch (interpreter.language) {
    case Language::Machine: return machineDebugger(program, environment, tools);
    case Language::Python: return inFrontOf(interpreter, {"-m", "pdb"});
    case Language::Perl: return inFrontOf(interpreter, {"-d"});
    case Language::Bash:
        if (!tools.bashdb.empty())
            return Words{tools.bashdb};
        return inFrontOf(interpreter, {"-x"});
    case Language::Zsh:
    case Language::Shell: return inFrontOf(interpreter, {"-x"});
    case Language::Other:
        return fail(Fault::Configuration,
                    "it runs in " + text::printable(interpreter.name) +
                        ", for which no debugger is known here; compiled programs, Python, Perl and shells have one");
    case Language::None:
        return fail(Fault::Configuration,
                    "it is neither a compiled program, nor has it a #! line that names what runs it");
    }
    return Words{};
}

} // namespace

std::string debuggedProgram(const plugin::Call& call)
{
    const Words words = wordsOf(call);
    return words.empty() ? call.program : words.front();
}

Result<plugin::Call> debuggerCall(const plugin::Call& call, std::string_view firstBytes, const DebugTools& tools)
{
    Words program = wordsOf(call);
    plugin::Call debugger = call;
    if (program.empty()) {
        debugger.arguments.insert(debugger.arguments.begin() + 1, "-x");
        return debugger;
    }
    const std::string shown = text::printable(program.front());
    if (firstBytes.empty())
        return fail(Fault::Configuration, shown + ": there is no such program, or it may not be read");
    auto words = debuggerOf(plugin::parseInterpreter(firstBytes), program, call.environment, tools);
    if (!words)
        return tl::unexpected<Error>(words.error().at(shown));
    program.front() = pathOf(program.front());
    words->insert(words->end(), std::make_move_iterator(program.begin()), std::make_move_iterator(program.end()));
    debugger.program = words->front();
    debugger.arguments = std::move(*words);
    return debugger;
}

std::string formatTerminalScript(const plugin::Call& debugger, std::string_view title)
{
    const ShellCommand command = formatShellCommand(debugger, ShellInput::Terminal);
    std::string script =
        "#!/bin/sh\nrm -f -- \"$0\"\n"
        "trap : INT QUIT\n"; // Ctrl-C is the debugger's
    script += "printf '%s\\n\\n' " + quoteForShell(text::printable(title)) + "\n";
    for (const std::string& entry : command.leftOut)
        script += "printf '%s\\n' " +
                  quoteForShell("Left out of the environment, no command line can set it: " + text::printable(entry)) +
                  "\n";
    script += command.line + "\n";
    script += "printf '\\nended with exit status %s; press Enter to close this terminal ' \"$?\"\nread -r line\n";
    return script;
}

} // namespace spp::trace
