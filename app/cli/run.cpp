// SPDX-License-Identifier: MIT
#include "app/cli/run.h"

#include "app/cli/judgement.h"
#include "app/cli/step_printer.h"
#include "app/cli/world.h"
#include "core/base/text.h"
#include "core/runtime/driver.h"
#include "core/runtime/queue/null_queue.h"
#include "core/scenario/day.h"
#include "core/scenario/dialog_client.h"
#include "core/scenario/run_dialog.h"

#include <CLI/CLI.hpp>

#include <asio/co_spawn.hpp>
#include <asio/io_context.hpp>
#include <asio/signal_set.hpp>

#include <csignal>
#include <iostream>
#include <memory>
#include <string>
#include <utility>

namespace spp::cli
{

namespace
{

struct RunOptions
{
    std::string dialog;             ///< path of a *.spp file
    std::string home;               ///< empty: as the dialog says
    std::string message;            ///< path of a file that is sent as the message; empty: as the dialog says
    std::string dialect = "modern"; ///< for a dialog that names none
    bool trace = false;             ///< shell plugins tell what they run, see core/runtime/shell_trace.h
    WorldOptions world;
};

constexpr int passed = 0;
constexpr int failed = 1;
constexpr int notRun = 2;

int complain(const Error& error)
{
    std::cerr << "spp: " << error.message << std::endl;
    return notRun;
}

int judge(Screen& screen, const scenario::DialogClient& client)
{
    if (!printJudgement(screen, client.mismatches(), client.unsaid()))
        return failed;
    screen.line(0, "every reply was as expected");
    return passed;
}

struct Played
{
    int status = notRun;
    int endedBy = 0; ///< a signal; 0: none
};

Played play(Screen& screen, const scenario::Dialog& dialog, session::SessionConfig config, bool traces,
            const std::shared_ptr<scenario::World>& world)
{
    asio::io_context loop(1);
    scenario::DialogClient client(loop.get_executor(), scenario::scriptOf(dialog),
                                  scenario::DialogClient::AtEnd::HangsUp);
    runtime::NullQueue queue;
    StepPrinter printer(screen);
    const bool hasHome = config.home != nullptr;
    Played played;
    const auto print = [&](const trace::Record& record) {
        if (played.endedBy == 0) // the end of what is stopped is no news
            printer.print(record);
    };
    const auto place = [traces, inWorld = scenario::placeIn(world)](runtime::ProcessSpec spec) {
        spec.tracesShell = traces;
        return inWorld(std::move(spec));
    };
    runtime::Driver driver(loop.get_executor(), session::Session(std::move(config)),
                           {.stream = client,
                            .queue = queue,
                            .observer = print,
                            .clock = runtime::Clock({}, world->day()),
                            .place = place});
    asio::signal_set signals(loop, SIGINT, SIGTERM, SIGHUP);
    signals.async_wait([&](const std::error_code& error, int signal) {
        if (error)
            return;
        played.endedBy = signal;
        driver.stop();
    });
    asio::co_spawn(loop, driver.run(), [&](const std::exception_ptr& thrown, int) {
        signals.cancel();
        if (thrown)
            std::rethrow_exception(thrown);
    });
    loop.run();
    if (hasHome && played.endedBy == 0)
        played.status = judge(screen, client);
    return played;
}

int run(const RunOptions& options)
{
    auto dialog = scenario::readDialog(options.dialog);
    if (!dialog)
        return complain(dialog.error());
    if (const auto message = scenario::useMessageFile(*dialog, options.message); !message)
        return complain(message.error());
    const auto home =
        options.home.empty() ? scenario::findHome(options.dialog, *dialog) : Result<std::string>(options.home);
    if (!home)
        return complain(home.error());
    auto world = makeWorld(*home, options.world);
    if (!world)
        return complain(world.error());
    // The home itself is read, which a private one is like: what is told of the session names it.
    auto config = scenario::makeSessionConfig(*dialog, *home, options.dialect);
    if (!config)
        return complain(config.error());
    Screen screen(std::cout, wantsColour());
    screen.line(0, dialog->title.empty() ? options.dialog : text::printable(dialog->title));
    screen.line(0, "home " + *home + ", dialect " + std::string(config->dialect->name));
    if (const auto day = (*world)->day())
        screen.line(0, "the clock stands at " + scenario::formatDay(*day));
    screen.blank();
    const Played played = play(screen, *dialog, std::move(*config), options.trace, *world);
    const auto concluded = concludeWorld(screen, **world, options.world.keep && played.endedBy == 0);
    screen.flush();
    world->reset();
    // No plugin and no private home is left: now the signal may do what it is there for.
    if (played.endedBy != 0)
        std::raise(played.endedBy);
    return concluded ? played.status : complain(concluded.error());
}

} // namespace

void addRunCommand(CLI::App& spp, int& status)
{
    auto options = std::make_shared<RunOptions>();
    auto* run = spp.add_subcommand("run", "play a dialog and print every step: client line, plugins, reply");
    run->add_option("dialog", options->dialog, "a *.spp file")->required();
    run->add_option("--home", options->home,
                    "the qmail home directory (default: as the dialog says, or the folder above it with control/)");
    run->add_option("--message", options->message, "a file that is sent in place of each message of the dialog");
    run->add_option("--dialect", options->dialect, "which program to answer like, where the dialog names none")
        ->capture_default_str();
    run->add_flag("--trace", options->trace, "print each line of a shell plugin as it runs");
    addWorldOptions(*run, options->world);
    run->callback([options, &status] { status = cli::run(*options); });
}

} // namespace spp::cli
