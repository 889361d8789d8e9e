// SPDX-License-Identifier: MIT
#include "app/cli/fuzz/talk_runner.h"

#include "core/scenario/staged_home.h"

#include <algorithm>
#include <csignal>
#include <iterator>

namespace spp::cli
{

namespace
{

/// How many lines of a scenario's client it makes.
std::size_t linesOf(const fuzz::Said& said)
{
    return said.message.empty() ? 1 : said.message.size() + 2; // DATA, and the dot
}

/// Behind how many things that the client said a step came: as many as had been said when its turn began.
std::size_t placeOf(const fuzz::Session& session, const scenario::Dialog& dialog, const trace::Timeline& timeline,
                    std::size_t step)
{
    const auto turns = scenario::turnsOf(timeline);
    const auto turn =
        std::ranges::find_if(turns, [&](const scenario::Turn& each) { return each.step <= step && step < each.last; });
    const auto number = static_cast<std::size_t>(std::distance(turns.begin(), turn));
    const auto turnOfLine = scenario::matchTurns(dialog.lines, timeline, turns);
    const auto line = std::ranges::find(turnOfLine, std::optional(number));
    if (line == turnOfLine.end())
        return 0; // the connection itself
    auto left = static_cast<std::size_t>(std::distance(turnOfLine.begin(), line));
    std::size_t said = 0;
    while (said < session.said.size() && linesOf(session.said[said]) <= left)
        left -= linesOf(session.said[said++]);
    return said + 1;
}

} // namespace

TalkRunner::TalkRunner(const FuzzOptions& options) : m_options(options), m_signals(m_loop, SIGINT, SIGTERM, SIGHUP)
{
    awaitSignal();
}

void TalkRunner::awaitSignal()
{
    m_signals.async_wait([this](const std::error_code& error, int signal) {
        if (error)
            return;
        m_endedBy = signal;
        if (m_runner)
            m_runner->stop();
        awaitSignal();
    });
}

Result<std::vector<PlacedTrouble>> TalkRunner::play(const fuzz::Talk& talk)
{
    const auto scenario = scenario::parseScenario(formatTalk(talk));
    if (!scenario)
        return tl::unexpected<Error>(scenario.error().at("a dialog that was made up"));
    const scenario::Case& first = scenario->cases.front();
    const auto run = this->run(first);
    if (!run)
        return tl::unexpected<Error>(run.error());
    std::vector<PlacedTrouble> found;
    for (std::size_t i = 0; i < run->sessions.size() && !run->stopped; ++i) {
        const scenario::SessionRun& session = run->sessions[i];
        for (auto& trouble : fuzz::troublesIn(session.timeline, session.ended, m_options.within)) {
            const std::size_t said = placeOf(talk.sessions[i], first.sessions[i], session.timeline, trouble.step);
            found.push_back({std::move(trouble), i, said});
        }
    }
    return found;
}

Result<bool> TalkRunner::passes(const std::string& text)
{
    const auto scenario = scenario::parseScenario(text);
    if (!scenario)
        return tl::unexpected<Error>(scenario.error());
    const auto run = this->run(scenario->cases.front());
    if (!run)
        return tl::unexpected<Error>(run.error());
    return run->passed();
}

Result<scenario::CaseRun> TalkRunner::run(const scenario::Case& scenario)
{
    if (m_endedBy != 0)
        return scenario::CaseRun{{}, {}, true};
    const auto home = scenario::StagedHome::make(m_options.home, {}, !m_options.world.privateHome);
    if (!home)
        return tl::unexpected<Error>(home.error());
    auto world = makeWorld(home->path(), m_options.world, {});
    if (!world)
        return tl::unexpected<Error>(world.error());
    std::optional<scenario::CaseRun> result;
    scenario::RunObserver observer;
    observer.record = [this](const trace::Record& record) {
        const auto* report = std::get_if<session::Report>(&record.body);
        const auto* started = report != nullptr ? std::get_if<session::PluginStarted>(&report->body) : nullptr;
        if (started == nullptr)
            return;
        ++m_pluginRuns;
        m_ran.insert(started->call.line);
    };
    observer.finished = [&](scenario::CaseRun run) { result = std::move(run); };
    const scenario::RunPlace place{home->path(), m_options.dialect, std::move(*world), false, m_options.within};
    m_runner = std::make_shared<scenario::CaseRunner>(m_loop, scenario, place, std::move(observer));
    m_runner->run();
    while (!result) // a signal is awaited all the time, so that there is always something to wait for
        m_loop.run_one();
    m_runner.reset();
    if (!result->error.empty())
        return fail(Fault::Configuration, result->error);
    return std::move(*result);
}

} // namespace spp::cli
