// SPDX-License-Identifier: MIT
#include "app/cli/exchange/import.h"

#include "app/cli/complaint.h"
#include "app/cli/trace_view.h"
#include "core/base/shell_words.h"
#include "core/base/text.h"
#include "core/runtime/files.h"
#include "core/scenario/exchange/conversation_import.h"
#include "core/scenario/exchange/swaks_import.h"
#include "core/scenario/scenario.h"
#include "core/scenario/transcript.h"

#include <CLI/CLI.hpp>

#include <iostream>
#include <iterator>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace spp::cli
{

namespace
{

using scenario::Imported;

struct ImportOptions
{
    std::vector<std::string> command; ///< of swaks
    std::string file;                 ///< "-": standard input
    std::size_t session = 1;
    std::string output; ///< empty: standard output
};

Result<std::string> readInput(const std::string& file)
{
    if (file != "-")
        return runtime::readFile(file, scenario::maxScenarioFile);
    std::string bytes;
    for (std::istreambuf_iterator<char> next(std::cin), end; next != end && bytes.size() <= scenario::maxScenarioFile;
         ++next)
        bytes += *next;
    if (bytes.size() > scenario::maxScenarioFile)
        return fail(Fault::Configuration, "standard input: is larger than 4 MiB; that is no session to write down");
    return bytes;
}

/// In one word, as it stands in quotes; or already taken apart by the shell.
Result<Imported> importSwaksCommand(const ImportOptions& options)
{
    std::vector<std::string> words = options.command;
    if (words.size() == 1) {
        const auto line = words.front() == "-" ? readInput("-") : Result<std::string>(words.front());
        if (!line)
            return tl::unexpected<Error>(line.error());
        auto split = text::splitShellWords(*line);
        if (!split)
            return tl::unexpected<Error>(split.error());
        words = std::move(*split);
    }
    return scenario::importSwaks(words);
}

Result<Imported> importTranscript(const ImportOptions& options)
{
    const auto bytes = readInput(options.file);
    if (!bytes)
        return tl::unexpected<Error>(bytes.error());
    return scenario::importConversation(*bytes);
}

Result<Imported> importTrace(const ImportOptions& options)
{
    const auto sessions = readTrace(options.file);
    if (!sessions)
        return tl::unexpected<Error>(sessions.error());
    const std::string count = std::to_string(sessions->size());
    if (options.session == 0 || options.session > sessions->size())
        return fail(Fault::Configuration, text::printable(options.file) + ": has no session " +
                                              std::to_string(options.session) + "; there are " + count);
    const auto& recorded = (*sessions)[options.session - 1];
    scenario::Dialog setting;
    setting.title = text::printable(recorded.head.session.empty() ? recorded.head.scenario : recorded.head.session);
    setting.home = recorded.head.home;
    Imported imported{formatTranscript(setting, timelineOf(recorded)), {}};
    if (sessions->size() > 1)
        imported.remarks.push_back("the trace has " + count + " sessions; this is number " +
                                   std::to_string(options.session) + ", --session names another");
    return imported;
}

int write(const ImportOptions& options, const Result<Imported>& imported)
{
    if (!imported)
        return complainOf(imported.error().message);
    for (const auto& remark : imported->remarks)
        std::cerr << "spp: " << remark << "\n";
    if (options.output.empty()) {
        std::cout << imported->text << std::flush;
        return std::cout ? 0 : complainOf("the scenario can't be written to standard output");
    }
    const auto created = runtime::createFile(options.output, imported->text);
    return created ? 0 : complainOf(created.error().message);
}

} // namespace

void addImportCommand(CLI::App& spp, int& status)
{
    auto options = std::make_shared<ImportOptions>();
    auto* import = spp.add_subcommand("import", "make a scenario of what another program says, or has written down");
    import->require_subcommand(1);
    const auto add = [&](const char* name, const char* about, auto make) {
        auto* kind = import->add_subcommand(name, about);
        kind->callback([options, make, &status] { status = write(*options, make(*options)); });
        return kind;
    };
    const auto addOutput = [&](CLI::App* kind) {
        kind->add_option("--output,-o", options->output,
                         "the scenario's file, which is made (default: standard output)")
            ->type_name("FILE");
    };

    auto* swaks = add("swaks", "a command line of swaks, in quotes: spp import swaks 'swaks --to a@example.org …'",
                      importSwaksCommand);
    swaks->add_option("command", options->command, "of swaks, with its options; or - for standard input")
        ->required()
        ->type_name("TEXT");
    addOutput(swaks);

    auto* transcript =
        add("transcript", "a session as telnet, swaks, curl -v, logs and people write it down", importTranscript);
    transcript->add_option("file", options->file, "a text file, or - for standard input")
        ->required()
        ->type_name("FILE");
    addOutput(transcript);

    auto* trace =
        add("trace", "a session that spp run --record has written, with what came as what is expected", importTrace);
    trace->add_option("file", options->file, "a *.spptrace file")->required()->type_name("TRACE");
    trace->add_option("--session", options->session, "which of its sessions")
        ->capture_default_str()
        ->type_name("NUMBER");
    addOutput(trace);
}

} // namespace spp::cli
