// SPDX-License-Identifier: MIT
#include "app/cli/run.h"

#include "app/cli/step_printer.h"
#include "core/base/text.h"
#include "core/runtime/driver.h"
#include "core/runtime/queue/null_queue.h"
#include "core/scenario/dialog_client.h"
#include "core/scenario/run_dialog.h"

#include <asio/co_spawn.hpp>
#include <asio/io_context.hpp>

#include <iostream>

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

int judge(const scenario::DialogClient& client)
{
    for (const auto& mismatch : client.mismatches())
        std::cout << "line " << mismatch.line << ": expected “" << text::printable(mismatch.expected) << "”, got “"
                  << mismatch.got << "”\n";
    if (client.unsaid() > 0)
        std::cout << "the session ended before the client had said its last " << client.unsaid() << " lines\n";
    if (client.mismatches().empty() && client.unsaid() == 0) {
        std::cout << "every reply was as expected\n";
        return passed;
    }
    return failed;
}

int play(const scenario::Dialog& dialog, session::SessionConfig config)
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
        {.stream = client, .queue = queue, .observer = [&](const trace::Record& record) { printer.print(record); }});
    asio::co_spawn(loop, driver.run(), [](const std::exception_ptr& thrown, int) {
        if (thrown)
            std::rethrow_exception(thrown);
    });
    loop.run();
    return hasHome ? judge(client) : notRun;
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
    auto config = scenario::makeSessionConfig(*dialog, *home, options.dialect);
    if (!config)
        return complain(config.error());
    std::cout << (dialog->title.empty() ? options.dialog : text::printable(dialog->title)) << "\n"
              << "home " << *home << ", dialect " << config->dialect->name << "\n\n";
    return play(*dialog, std::move(*config));
}

} // namespace spp::cli
