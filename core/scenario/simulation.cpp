// SPDX-License-Identifier: MIT
#include "core/scenario/simulation.h"

#include "core/runtime/shell_trace.h"

#include <asio/co_spawn.hpp>

#include <utility>

namespace spp::scenario
{

namespace
{

debug::Past beginningOf(const SimulationPlan& plan)
{
    if (plan.branch)
        return plan.branch->past.at(plan.branch->position);
    return {plan.session, std::nullopt, {}, {}};
}

debug::Recording recordingOf(const SimulationPlan& plan)
{
    return plan.branch ? plan.branch->past.upTo(plan.branch->position) : debug::Recording(plan.session);
}

runtime::Clock clockOf(const SimulationPlan& plan)
{
    return plan.branch ? runtime::Clock(plan.branch->past.timeAt(plan.branch->position).elapsed, plan.day)
                       : runtime::Clock({}, plan.day);
}

} // namespace

Simulation::Simulation(asio::io_context& loop, SimulationPlan plan, SimulationObserver observer)
    : m_loop(loop),
      m_observer(std::move(observer)),
      m_stage(std::move(plan.stage)),
      m_day(plan.day),
      m_place(std::move(plan.place)),
      m_isBranch(plan.branch.has_value()),
      m_beginning(beginningOf(plan)),
      m_recording(recordingOf(plan)),
      m_clock(clockOf(plan)),
      m_client(loop.get_executor(), std::move(plan.script), plan.atEnd),
      m_gate(loop.get_executor(), m_recording, m_client, m_clock, withStage(std::move(plan.debug), m_stage),
             {m_observer.passed, m_observer.held, m_observer.logged, m_observer.counted}),
      m_driver(loop.get_executor(), std::move(m_beginning.session),
               {.stream = m_client,
                .queue = m_queue,
                .gate = m_gate.isNeeded() ? &m_gate : nullptr,
                .observer = [this](const trace::Record& record) { tell(record); },
                .recorder = recorder(),
                .clock = m_clock,
                .place = [this](runtime::ProcessSpec spec) { return placed(std::move(spec)); }})
{
    m_client.onWaiting(m_observer.waiting);
    m_gate.go(plan.pace, std::move(plan.cursor));
    if (plan.branch)
        m_gate.beginAt(std::move(*plan.branch), m_beginning.command);
}

void Simulation::run()
{
    asio::co_spawn(m_loop, play(), [self = shared_from_this()](const std::exception_ptr& thrown, int) {
        SimulationResult result = self->result();
        if (thrown)
            result.error = "the session ended by an internal error";
        self->m_observer.finished(std::move(result));
    });
}

std::function<void(const session::Event&, const session::Moment&)> Simulation::recorder()
{
    if (!m_observer.passed)
        return nullptr;
    return [this](const session::Event& event, const session::Moment& at) { m_gate.record(event, at); };
}

void Simulation::tell(const trace::Record& record)
{
    m_gate.noteRecord();
    m_observer.record(record);
}

runtime::ProcessSpec Simulation::placed(runtime::ProcessSpec spec) const
{
    spec.tracesShell = m_gate.plan().tracesShells;
    return m_place ? m_place(std::move(spec)) : runtime::traceShell(std::move(spec));
}

asio::awaitable<int> Simulation::play()
{
    if (!m_isBranch)
        co_return co_await m_driver.run();
    std::unique_ptr<runtime::QueueMessage> message;
    if (m_beginning.message) {
        auto opened = co_await m_queue.open(m_beginning.message->opened);
        if (opened) {
            message = std::move(*opened);
            co_await message->write(m_beginning.message->bytes);
        }
    }
    co_return co_await m_driver.goOn(std::move(message));
}

void Simulation::vanish()
{
    m_client.vanish();
    if (m_gate.isHeld())
        m_gate.decide({});
}

debug::Preview Simulation::preview(const plugin::Answer& answer) const
{
    return debug::preview(m_driver.session(), answer, m_clock.now());
}

void Simulation::stop()
{
    m_stopped = true;
    m_driver.stop();
    m_gate.end();
}

SimulationResult Simulation::result() const
{
    const auto& config = m_driver.session().config();
    return {config.homeError, m_client.mismatches(), m_client.unsaid(), m_stopped};
}

ClientScript scriptAt(const std::vector<ClientLine>& lines, std::size_t said, std::string reply)
{
    ClientScript script{lines, said, {}, std::move(reply), false};
    if (said > 0)
        script.awaited.push_back(lines[said - 1].expectation);
    return script;
}

} // namespace spp::scenario
