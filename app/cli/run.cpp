// SPDX-License-Identifier: MIT
#include "app/cli/run.h"

#include "app/cli/judgement.h"
#include "app/cli/step_printer.h"
#include "core/base/text.h"
#include "core/runtime/driver.h"
#include "core/runtime/queue/null_queue.h"
#include "core/scenario/dialog_client.h"
#include "core/scenario/private_world.h"
#include "core/scenario/run_dialog.h"

#include <asio/co_spawn.hpp>
#include <asio/io_context.hpp>

#include <iostream>
#include <optional>
#include <utility>

namespace spp::cli
{

namespace
{

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

int play(const scenario::Dialog& dialog, session::SessionConfig config, const scenario::PrivateWorld* world)
{
    asio::io_context loop(1);
    scenario::DialogClient client(loop.get_executor(), scenario::scriptOf(dialog),
                                  scenario::DialogClient::AtEnd::HangsUp);
    runtime::NullQueue queue;
    Screen screen(std::cout, wantsColour());
    StepPrinter printer(screen);
    const bool hasHome = config.home != nullptr;
    runtime::Driver driver(
        loop.get_executor(), session::Session(std::move(config)),
        {.stream = client,
         .queue = queue,
         .observer = [&](const trace::Record& record) { printer.print(record); },
         .place = world == nullptr ? decltype(runtime::DriverParts::place)()
                                   : [world](runtime::ProcessSpec spec) { return world->place(std::move(spec)); }});
    asio::co_spawn(loop, driver.run(), [](const std::exception_ptr& thrown, int) {
        if (thrown)
            std::rethrow_exception(thrown);
    });
    loop.run();
    return hasHome ? judge(screen, client) : notRun;
}

/// What the plugins did to their private home, and what becomes of it.
int conclude(scenario::PrivateWorld& world, bool keep, int status)
{
    const auto changes = world.changes();
    if (!changes)
        return complain(changes.error());
    std::cout << (changes->empty() ? "the plugins changed nothing in their home"
                  : keep           ? "what the plugins changed in their home is kept:"
                                   : "what the plugins changed in their home is thrown away:")
              << "\n";
    for (const auto& change : *changes)
        std::cout << "  " << scenario::describe(change) << "\n";
    if (keep)
        if (const auto kept = world.keep(); !kept)
            return complain(kept.error());
    return status;
}

} // namespace

int run(const RunOptions& options)
{
    const auto dialog = scenario::readDialog(options.dialog);
    if (!dialog)
        return complain(dialog.error());
    const auto home =
        options.home.empty() ? scenario::findHome(options.dialog, *dialog) : Result<std::string>(options.home);
    if (!home)
        return complain(home.error());
    std::optional<scenario::PrivateWorld> world;
    if (options.privateHome) {
        auto made = scenario::PrivateWorld::make(*home, options.network);
        if (!made)
            return complain(made.error());
        world.emplace(std::move(*made));
    }
    auto config = scenario::makeSessionConfig(*dialog, world ? world->home() : *home, options.dialect);
    if (!config)
        return complain(config.error());
    std::cout << (dialog->title.empty() ? options.dialog : text::printable(dialog->title)) << "\n"
              << "home " << *home << ", dialect " << config->dialect->name << "\n\n";
    if (!world)
        return play(*dialog, std::move(*config), nullptr);
    const int status = play(*dialog, std::move(*config), &*world);
    return conclude(*world, options.keep, status);
}

} // namespace spp::cli
