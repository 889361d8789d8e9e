// SPDX-License-Identifier: MIT
#include "core/scenario/rehearsal.h"

#include "core/base/text.h"
#include "core/scenario/run_dialog.h"
#include "core/scenario/simulation.h"
#include "core/scenario/world.h"

#include <asio/io_context.hpp>
#include <asio/post.hpp>

#include <algorithm>
#include <filesystem>

namespace spp::scenario
{

namespace fs = std::filesystem;

std::vector<std::string> dialogsOf(const std::string& home)
{
    std::vector<std::string> dialogs;
    std::error_code error;
    const fs::path folder = fs::path(home) / "dialogs";
    for (fs::recursive_directory_iterator each(folder, error), end; !error && each != end; each.increment(error)) {
        std::error_code ignored;
        if (each->path().extension() == ".spp" && each->is_regular_file(ignored))
            dialogs.push_back(each->path().lexically_relative(home).string());
    }
    std::sort(dialogs.begin(), dialogs.end());
    return dialogs;
}

Rehearsal rehearse(const std::string& home, const std::string& dialog, std::string_view dialect, const WorldPlan& plan,
                   const std::stop_token& stop)
{
    const auto notPlayed = [](const Error& error) { return Rehearsal{error.message, {}, 0}; };
    const std::string path = (fs::path(home) / dialog).string();
    const auto parsed = readDialog(path);
    if (!parsed)
        return notPlayed(parsed.error());
    const auto where = findHome(path, *parsed);
    if (!where)
        return notPlayed(where.error());
    auto made = World::make(*where, plan);
    if (!made)
        return notPlayed(made.error());
    const auto world = std::make_shared<World>(std::move(*made));
    auto config = makeSessionConfig(*parsed, *where, dialect);
    if (!config)
        return notPlayed(config.error());
    if (config->home == nullptr)
        return {config->homeError, {}, 0};

    asio::io_context loop(1);
    Rehearsal rehearsal;
    SimulationObserver observer;
    observer.record = [](const trace::Record&) {};
    observer.passed = [](const debug::PastStop&) {};
    observer.held = [](const debug::Held&) {};
    observer.logged = [](const std::string&) {};
    observer.waiting = [] {};
    observer.finished = [&](SimulationResult result) {
        rehearsal = {result.stopped ? "it was cancelled" : result.error, result.mismatches, result.unsaidLines};
    };
    SimulationPlan simulated{.session = session::Session(std::move(*config)),
                             .script = scriptOf(*parsed),
                             .atEnd = DialogClient::AtEnd::HangsUp,
                             .debug = {},
                             .pace = debug::Pace::Run,
                             .cursor = {},
                             .day = world->day(),
                             .branch = std::nullopt,
                             .place = placeIn(world)};
    const auto simulation = std::make_shared<Simulation>(loop, std::move(simulated), std::move(observer));
    const std::stop_callback onStop(stop, [&] { asio::post(loop, [&] { simulation->stop(); }); });
    simulation->run();
    loop.run();
    return rehearsal;
}

std::string describe(const Rehearsal& rehearsal)
{
    if (!rehearsal.trouble.empty())
        return rehearsal.trouble;
    if (!rehearsal.mismatches.empty()) {
        const Mismatch& first = rehearsal.mismatches.front();
        return "line " + std::to_string(first.line) + ": expected “" + text::printable(first.expected) + "”, got “" +
               first.got + "”";
    }
    if (rehearsal.unsaidLines > 0)
        return "the session ended before the client had said its last " + std::to_string(rehearsal.unsaidLines) +
               " lines";
    return {};
}

} // namespace spp::scenario
