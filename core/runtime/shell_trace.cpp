// SPDX-License-Identifier: MIT
#include "core/runtime/shell_trace.h"

#include "core/plugin/interpreter.h"
#include "core/runtime/spawn.h"
#include "core/trace/shell_command.h"
#include "core/trace/shell_trace.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <random>
#include <string_view>
#include <system_error>
#include <utility>

namespace spp::runtime
{

namespace
{

using plugin::Interpreter;
using plugin::Language;
using trace::ShellKind;

// The child's descriptors: beyond what scripts use, below those that are ours.
constexpr int preludeDescriptor = 14;
constexpr int traceDescriptor = 15;

/// Nothing else is likely to write it.
std::string makeMark()
{
    constexpr std::string_view digits = "0123456789abcdef";
    std::random_device random;
    std::string mark;
    for (int i = 0; i < 16; ++i)
        mark += digits[random() % digits.size()];
    return mark;
}

void setVariable(ProcessSpec& spec, const std::string& name, const std::string& value)
{
    std::erase_if(spec.environment, [&](const std::string& entry) { return entry.starts_with(name + "="); });
    spec.environment.push_back(name + "=" + value);
}

bool isShell(Language language)
{
    return language == Language::Bash || language == Language::Zsh || language == Language::Shell;
}

/// "sh" may be a link to bash.
bool isBash(const Interpreter& interpreter)
{
    std::error_code error;
    const std::string& path = interpreter.words.front();
    const bool isDirect =
        path.ends_with("/" + interpreter.name); // else by env(1), which is likely to find that of the system
    const auto file =
        std::filesystem::canonical(isDirect ? path : "/bin/" + interpreter.name, error).filename().string();
    return interpreter.language == Language::Bash || file.starts_with("bash");
}

/// A bash that does as bash does by default.
bool heedsBashEnv(const Interpreter& interpreter, const ProcessSpec& spec)
{
    const std::string_view options = interpreter.words.size() > 1 ? interpreter.words.back() : std::string_view();
    const bool isPrivileged = options.find("-p") != std::string_view::npos ||
                              (options.starts_with('-') && !options.starts_with("--") &&
                               options.substr(0, options.find(' ')).find('p') != std::string_view::npos);
    return interpreter.language == Language::Bash && !isPrivileged && options.find("posix") == std::string_view::npos &&
           std::ranges::none_of(spec.environment,
                                [](const std::string& entry) { return entry.starts_with("BASH_ENV="); });
}

/// What bash reads before its script. The option comes last: nothing of this is traced.
std::string preludeWith(const std::string& prompt)
{
    return "exec " + std::to_string(preludeDescriptor) + "<&-\nunset BASH_ENV\nPS4='" + prompt +
           "'\nBASH_XTRACEFD=" + std::to_string(traceDescriptor) + "\nset -x\n";
}

/// By its environment alone.
void traceByPrelude(ProcessSpec& spec)
{
    spec.traceMark = makeMark();
    spec.traceDescriptor = traceDescriptor;
    spec.given.push_back({preludeWith(trace::shellPrompt(ShellKind::Bash, spec.traceMark)), preludeDescriptor});
    setVariable(spec, "BASH_ENV", "/dev/fd/" + std::to_string(preludeDescriptor));
}

/// For a shell that is started with -x.
void traceByOption(ProcessSpec& spec, const Interpreter& interpreter, const std::string& path)
{
    spec.traceScript = path.empty() ? std::string() : firstBytes(path, trace::maxScript);
    spec.traceMark = makeMark();
    ShellKind kind = interpreter.language == Language::Zsh ? ShellKind::Zsh : ShellKind::Other;
    if (isBash(interpreter)) {
        kind = ShellKind::Bash;
        spec.traceDescriptor = traceDescriptor;
        setVariable(spec, "BASH_XTRACEFD", std::to_string(traceDescriptor));
    }
    setVariable(spec, "PS4", trace::shellPrompt(kind, spec.traceMark));
}

using Outside = std::function<std::string(const std::string&)>;

/// A program's file, and what runs it. Nothing does if it could not be executed: how it fails is to stay as it is.
struct Script
{
    std::string path;
    Interpreter interpreter;
};

Script findScript(const ProcessSpec& spec, const std::string& program, const Outside& outside)
{
    ProcessSpec file;
    file.directory = spec.directory;
    file.program = outside(program);
    Script script{pathOf(file), {}};
    if (isExecutable(file))
        script.interpreter = plugin::parseInterpreter(firstBytes(script.path));
    return script;
}

/// How the interpreter is called to tell what it runs; empty: it is no shell, or takes no more options.
std::vector<std::string> tellingWords(const Interpreter& interpreter)
{
    if (!isShell(interpreter.language))
        return {};
    return plugin::withOption(interpreter, {"-x"}).value_or(std::vector<std::string>());
}

ProcessSpec traceFile(ProcessSpec spec, const Outside& outside)
{
    const Script script = findScript(spec, spec.program, outside);
    std::vector<std::string> words = tellingWords(script.interpreter);
    if (words.empty())
        return spec;
    if (heedsBashEnv(script.interpreter, spec)) {
        traceByPrelude(spec);
        return spec;
    }
    traceByOption(spec, script.interpreter, script.path);
    words.push_back(std::exchange(spec.program, words.front()));
    if (spec.arguments.size() > 1)
        words.insert(words.end(), spec.arguments.begin() + 1, spec.arguments.end());
    spec.arguments = std::move(words);
    return spec;
}

/// A line for /bin/sh.
ProcessSpec traceLine(ProcessSpec spec, const std::string& line, const Outside& outside)
{
    const std::string_view program = plugin::plainFirstWord(line);
    const Script script = program.empty() ? Script() : findScript(spec, std::string(program), outside);
    const std::vector<std::string> words = tellingWords(script.interpreter);
    if (words.empty()) {
        spec.arguments.insert(spec.arguments.begin() + 1, "-x");
        traceByOption(spec, {Language::Shell, {spec.program}, "sh"}, {});
        return spec;
    }
    if (heedsBashEnv(script.interpreter, spec)) {
        traceByPrelude(spec);
        return spec;
    }
    traceByOption(spec, script.interpreter, script.path);
    std::string inFront;
    for (const std::string& word : words)
        inFront += trace::quoteForShell(word) + " ";
    spec.arguments[2] = line;
    spec.arguments[2].insert(static_cast<std::size_t>(program.data() - line.data()), inFront);
    return spec;
}

} // namespace

ProcessSpec traceShell(ProcessSpec spec, const Outside& outside)
{
    // What is not captured goes to a log of others.
    if (!spec.tracesShell || spec.log != ProcessSpec::Log::Captured)
        return spec;
    plugin::Call call;
    call.program = spec.program;
    call.arguments = spec.arguments;
    if (const std::string* line = plugin::shellLineOf(call))
        return traceLine(std::move(spec), *line, outside);
    return traceFile(std::move(spec), outside);
}

ProcessSpec traceShell(ProcessSpec spec)
{
    return traceShell(std::move(spec), [](const std::string& program) { return program; });
}

} // namespace spp::runtime
