// SPDX-License-Identifier: MIT
#include "core/scenario/case_runner.h"

#include "core/runtime/fixed_clock.h"
#include "core/scenario/run_dialog.h"

#include <asio/post.hpp>

#include <algorithm>
#include <utility>

namespace spp::scenario
{

bool CaseRun::passed() const
{
    return error.empty() && !stopped &&
           std::all_of(sessions.begin(), sessions.end(), [](const SessionRun& run) { return run.failures.empty(); });
}

CaseRunner::CaseRunner(asio::io_context& loop, Case scenario, RunPlace place, RunObserver observer)
    : m_loop(loop), m_case(std::move(scenario)), m_place(std::move(place)), m_observer(std::move(observer))
{}

void CaseRunner::run()
{
    asio::post(m_loop, [self = shared_from_this()] { self->runNext(); });
}

void CaseRunner::stop()
{
    m_run.stopped = true;
    if (m_limit)
        m_limit->stop();
    if (m_running)
        m_running->stop();
}

void CaseRunner::runNext()
{
    const std::size_t next = m_run.sessions.size();
    if (next == m_case.sessions.size() || m_run.stopped || !m_run.error.empty())
        return finish();
    if (const auto begun = runSession(m_case.sessions[next]); !begun) {
        m_run.error = begun.error().message;
        finish();
    }
}

Result<void> CaseRunner::runSession(const Dialog& dialog)
{
    auto config = makeSessionConfig(dialog, *m_place.homes, m_place.home, m_place.dialect, dialog.stage.pretence);
    if (!config)
        return tl::unexpected<Error>(config.error());
    if (dialog.world.day)
        if (auto checked = runtime::checkFixedClock(); !checked)
            return checked;
    if (m_observer.begins)
        m_observer.begins(dialog, *config);
    m_run.sessions.push_back({dialog.session, {}, {}, {}});
    m_limit.emplace(
        m_loop.get_executor(),
        [this, &dialog](const plugin::Call& call) {
            return m_place.pluginLimit ? m_place.pluginLimit : limitFor(dialog, call);
        },
        [this] { endPlugin(); });
    debug::Plan plan;
    plan.tracesShells = m_place.tracesShells;
    SimulationObserver observer;
    observer.record = [this](const trace::Record& record) {
        m_run.sessions.back().timeline.add(record);
        m_limit->add(record);
        if (m_observer.record)
            m_observer.record(record);
    };
    if (m_observer.passed)
        observer.passed = [this](const debug::PastStop& stop) { m_observer.passed(stop); };
    observer.held = [](const debug::Held&) {};
    observer.logged = [](const std::string&) {};
    observer.waiting = [] {};
    observer.finished = [self = shared_from_this()](const SimulationResult& result) { self->finishSession(result); };
    m_running =
        std::make_shared<Simulation>(m_loop,
                                     SimulationPlan{.session = session::Session(std::move(*config)),
                                                    .script = scriptOf(dialog),
                                                    .stage = dialog.stage,
                                                    .debug = std::move(plan),
                                                    .pace = debug::Pace::Run,
                                                    .cursor = {},
                                                    .day = dialog.world.day ? dialog.world.day : m_place.world->day(),
                                                    .branch = std::nullopt,
                                                    .place = world::placeIn(m_place.world, dialog.world.day)},
                                     std::move(observer));
    m_running->run();
    return {};
}

void CaseRunner::endPlugin()
{
    SessionRun& session = m_run.sessions.back();
    session.ended.push_back(session.timeline.size() - 1); // a plugin has no steps of its own
    m_running->killPlugin();
}

void CaseRunner::finishSession(const SimulationResult& result)
{
    m_limit->stop();
    SessionRun& session = m_run.sessions.back();
    m_run.error = result.error;
    const Dialog& dialog = m_case.sessions[m_run.sessions.size() - 1];
    if (!m_run.stopped && m_run.error.empty()) {
        session.failures = judge(dialog, session.timeline);
        if (!hasExpectations(dialog))
            session.unasked = acceptReplies(dialog, session.timeline);
    }
    // The simulation that tells this is still at work.
    asio::post(m_loop, [self = shared_from_this()] { self->runNext(); });
}

void CaseRunner::finish()
{
    m_running.reset();
    m_observer.finished(std::move(m_run));
}

} // namespace spp::scenario
