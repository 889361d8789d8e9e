// SPDX-License-Identifier: MIT
#include "core/runtime/syntax_check.h"

#include "core/check/smtpplugins_lines.h"
#include "core/check/syntax.h"
#include "core/runtime/disk_view.h"
#include "core/runtime/process_environment.h"
#include "core/runtime/program_path.h"
#include "core/runtime/short_run.h"

#include <asio/co_spawn.hpp>
#include <asio/detached.hpp>
#include <asio/io_context.hpp>

#include <algorithm>
#include <chrono>
#include <exception>
#include <thread>
#include <utility>

namespace spp::runtime
{

namespace
{

/// An interpreter that has not made up its mind by then is hung.
constexpr std::chrono::seconds longestThought{20};

/// One question to one interpreter.
struct Question
{
    check::Command command;
    check::Language language = check::Language::Unknown;
    bool isShellcheck = false;
    std::string shown;
    std::string bytes;
    std::size_t line = 0; ///< where the bytes stand in that file, if they are a line of it; else 0
};

/// The program of a command, found; empty if it is not there.
std::string programOf(const check::Command& command)
{
    const std::string& name = command.front();
    return name.find('/') == std::string::npos ? findInPath(name) : name;
}

asio::awaitable<std::vector<check::Finding>> ask(const Question& question)
{
    std::vector<check::Finding> none;
    ProcessSpec spec;
    spec.program = programOf(question.command);
    if (spec.program.empty())
        co_return none;
    spec.arguments = question.command;
    spec.environment = processEnvironment().entries();
    spec.directory = "/";
    const ShortRun run = co_await runShortly(std::move(spec), longestThought);
    if (run.exit.failed())
        co_return none;
    if (question.isShellcheck)
        co_return check::parseShellcheck(run.output, question.shown);
    auto findings = check::parseSyntaxReport(question.language, run.log + run.output, run.exit.number != 0,
                                             question.shown, question.bytes);
    if (question.line > 0)
        for (auto& finding : findings) {
            finding.line = question.line;
            finding.column = 0;
        }
    co_return findings;
}

void addQuestions(const ScriptFile& file, std::vector<Question>& questions)
{
    auto bytes = DiskView("/").bytes(file.path);
    if (!bytes)
        return;
    const check::Script script = check::parseScript(*bytes);
    if (auto command = check::shellcheckCommand(script, file.path))
        questions.push_back({std::move(*command), script.language, true, file.shown, {}, 0});
    if (auto command = check::syntaxCommand(script, file.path))
        questions.push_back({std::move(*command), script.language, false, file.shown, std::move(*bytes), 0});
}

/// Takes the questions one after another, beside others that do the same.
asio::awaitable<void> askAll(const std::vector<Question>& questions, std::size_t& next,
                             std::vector<check::Finding>& findings)
{
    while (next < questions.size()) {
        const auto found = co_await ask(questions[next++]);
        findings.insert(findings.end(), found.begin(), found.end());
    }
}

std::vector<check::Finding> answers(const std::vector<Question>& questions)
{
    std::vector<check::Finding> findings;
    std::size_t next = 0;
    asio::io_context loop(1);
    const auto atOnce = std::min<std::size_t>(std::max(std::thread::hardware_concurrency(), 1U), questions.size());
    for (std::size_t each = 0; each < atOnce; ++each)
        asio::co_spawn(loop, askAll(questions, next, findings), [](const std::exception_ptr& thrown) {
            if (thrown)
                std::rethrow_exception(thrown);
        });
    loop.run();
    return findings;
}

} // namespace

std::vector<check::Finding> checkSyntax(const std::vector<ScriptFile>& scripts)
{
    std::vector<Question> questions;
    for (const auto& script : scripts)
        addQuestions(script, questions);
    return answers(questions);
}

std::vector<check::Finding> checkHomeOnDisk(const std::string& home, const session::Dialect& dialect,
                                            const std::string& smtpPluginsPath)
{
    const DiskView view(home);
    const check::Subject subject{view, dialect, smtpPluginsPath};
    auto findings = check::checkHome(subject);
    std::vector<Question> questions;
    for (const auto& path : check::pluginFiles(subject))
        addQuestions({view.absolute(path), path}, questions);
    if (const auto bytes = view.bytes(smtpPluginsPath))
        for (const auto& plugin : check::readLines(*bytes).plugins)
            if (plugin.entry.isShell())
                questions.push_back({check::shellLineCommand(plugin.entry.text.substr(1)), check::Language::Shell,
                                     false, smtpPluginsPath, plugin.entry.text, plugin.entry.line});
    const auto said = answers(questions);
    findings.insert(findings.end(), said.begin(), said.end());
    check::sortFindings(findings);
    return findings;
}

} // namespace spp::runtime
