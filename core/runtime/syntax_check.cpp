// SPDX-License-Identifier: MIT
#include "core/runtime/syntax_check.h"

#include "core/check/smtpplugins_lines.h"
#include "core/check/syntax.h"
#include "core/runtime/process_environment.h"
#include "core/runtime/program_path.h"
#include "core/runtime/short_run.h"

#include <asio/co_spawn.hpp>
#include <asio/detached.hpp>
#include <asio/io_context.hpp>

#include <stdlib.h>
#include <algorithm>

#include <chrono>
#include <exception>
#include <filesystem>
#include <fstream>
#include <thread>
#include <utility>

namespace spp::runtime
{

namespace
{

/// An interpreter that has not made up its mind by then is hung.
constexpr std::chrono::seconds longestThought{20};

/// So often is looked whether the answers are still wanted.
constexpr std::chrono::milliseconds patience{50};

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
        co_return check::parseShellcheck(run.output, question.shown, question.bytes);
    auto findings = check::parseSyntaxReport(question.language, run.log + run.output, run.exit.number != 0,
                                             question.shown, question.bytes);
    if (question.line > 0)
        for (auto& finding : findings) {
            finding.line = question.line;
            finding.column = 0;
        }
    co_return findings;
}

/// Texts that are not saved, as files for the interpreters to look at. Removed with the value.
class Copies
{
public:
    Copies() = default;
    Copies(const Copies&) = delete;
    Copies& operator=(const Copies&) = delete;
    ~Copies()
    {
        std::error_code ignored;
        if (!m_folder.empty())
            std::filesystem::remove_all(m_folder, ignored);
    }

    /// The copy's path; empty if there can be none.
    std::string add(const std::string& bytes)
    {
        std::error_code error;
        std::string folder = (std::filesystem::temp_directory_path(error) / "spp-check-XXXXXX").string();
        if (m_folder.empty() && !error && ::mkdtemp(folder.data()) != nullptr)
            m_folder = folder;
        if (m_folder.empty())
            return {};
        const std::string path = m_folder + "/" + std::to_string(m_count++);
        std::ofstream file(path, std::ios::binary);
        file << bytes;
        return file.flush() ? path : std::string();
    }

private:
    std::string m_folder;
    std::size_t m_count = 0;
};

/// @param path where the bytes are
void addQuestions(const std::string& path, std::string bytes, const std::string& shown,
                  std::vector<Question>& questions)
{
    const check::Script script = check::parseScript(bytes);
    if (auto command = check::shellcheckCommand(script, path))
        questions.push_back({std::move(*command), script.language, true, shown, bytes, 0});
    if (auto command = check::syntaxCommand(script, path))
        questions.push_back({std::move(*command), script.language, false, shown, std::move(bytes), 0});
}

/// About the lines of smtpplugins that the shell runs.
void addLineQuestions(const std::string& bytes, const std::string& shown, std::vector<Question>& questions)
{
    for (const auto& plugin : check::readLines(bytes).plugins)
        if (plugin.entry.isShell())
            questions.push_back({check::shellLineCommand(plugin.entry.text.substr(1)), check::Language::Shell, false,
                                 shown, plugin.entry.text, plugin.entry.line});
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

std::vector<check::Finding> answers(const std::vector<Question>& questions, const std::function<bool()>& isWanted)
{
    std::vector<check::Finding> findings;
    std::size_t next = 0;
    asio::io_context loop(1); // gone, it kills who has not answered
    const auto atOnce = std::min<std::size_t>(std::max(std::thread::hardware_concurrency(), 1U), questions.size());
    for (std::size_t each = 0; each < atOnce; ++each)
        asio::co_spawn(loop, askAll(questions, next, findings), [](const std::exception_ptr& thrown) {
            if (thrown)
                std::rethrow_exception(thrown);
        });
    do
        loop.run_for(patience);
    while (!loop.stopped() && (!isWanted || isWanted()));
    return findings;
}

} // namespace

std::vector<check::Finding> checkHomeOnDisk(const CheckInput& input)
{
    const DiskView view(input.home, input.unsaved);
    const check::Subject subject{view, input.dialect, input.smtpPluginsPath};
    auto findings = check::checkHome(subject);
    std::vector<Question> questions;
    Copies copies;
    for (const auto& file : check::pluginFiles(subject)) {
        auto bytes = view.bytes(file);
        const bool isUnsaved = input.unsaved.contains(file);
        if (!bytes || (isUnsaved && check::parseScript(*bytes).language == check::Language::Perl))
            continue;
        const std::string path = isUnsaved ? copies.add(*bytes) : view.absolute(file);
        if (!path.empty())
            addQuestions(path, std::move(*bytes), file, questions);
    }
    if (const auto bytes = view.bytes(input.smtpPluginsPath))
        addLineQuestions(*bytes, input.smtpPluginsPath, questions);
    const auto said = answers(questions, input.isWanted);
    findings.insert(findings.end(), said.begin(), said.end());
    check::sortFindings(findings);
    return findings;
}

} // namespace spp::runtime
