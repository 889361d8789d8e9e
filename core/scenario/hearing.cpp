// SPDX-License-Identifier: MIT
#include "core/scenario/hearing.h"

#include "core/debug/preview.h"

#include <asio/co_spawn.hpp>

#include <utility>

namespace spp::scenario
{

/// Tells of opinions, and ends the session where the section ends.
class Hearing::Gate : public runtime::Gate
{
public:
    Gate(plugin::Answer first, const runtime::Clock& clock, const Observer& observer)
        : m_first(std::move(first)), m_clock(clock), m_observer(observer)
    {}

    void stop() { m_stopped = true; }

    asio::awaitable<runtime::Passage> pass(const session::Session& session, session::Wish& wish) override
    {
        const auto* run = std::get_if<session::RunPlugin>(&wish);
        if (run == nullptr)
            co_return runtime::CarryOut{};
        m_call = run->call;
        if (!m_first)
            co_return runtime::Gather{};
        plugin::Answer answer = *std::exchange(m_first, std::nullopt);
        runtime::Passage passage = co_await passAnswer(session, answer);
        if (std::holds_alternative<runtime::CarryOut>(passage))
            passage = runtime::AnswerInstead{std::move(answer)};
        co_return passage;
    }

    asio::awaitable<runtime::Passage> passAnswer(const session::Session& session, plugin::Answer& answer) override
    {
        if (m_stopped)
            co_return runtime::EndSession{};
        m_observer.heard(debug::opinionOf(session, m_call, answer, m_clock.now()));
        answer = debug::neutralised(answer);
        if (debug::preview(session, answer, m_clock.now()).nextPlugin.empty())
            co_return runtime::EndSession{};
        co_return runtime::CarryOut{};
    }

    asio::awaitable<runtime::Passage> passInput(const session::Session&, std::string&) override
    {
        co_return runtime::EndSession{};
    }

private:
    std::optional<plugin::Answer> m_first;
    const runtime::Clock& m_clock;
    plugin::Call m_call; ///< of the plugin that runs
    const Observer& m_observer;
    bool m_stopped = false;
};

HearingPlan planHearing(const Simulation& run, debug::Position position, plugin::Answer answer)
{
    const debug::Recording& recording = run.recording();
    return {recording.at(position).session, std::move(answer), recording.timeAt(position), run.day(), run.place()};
}

Hearing::Hearing(asio::io_context& loop, HearingPlan plan, Observer observer)
    : m_loop(loop),
      m_observer(std::move(observer)),
      m_clock(plan.at.elapsed, plan.day),
      m_client(loop.get_executor(), {}, DialogClient::AtEnd::HangsUp),
      m_gate(std::make_unique<Gate>(std::move(plan.answer), m_clock, m_observer)),
      m_driver(loop.get_executor(), std::move(plan.session),
               {.stream = m_client,
                .queue = m_queue,
                .gate = m_gate.get(),
                .observer = [](const trace::Record&) {}, // what plugins log is captured for it
                .clock = m_clock,
                .place = std::move(plan.place)})
{}

Hearing::~Hearing() = default;

void Hearing::run()
{
    asio::co_spawn(m_loop, m_driver.goOn(nullptr),
                   [self = shared_from_this()](const std::exception_ptr&, int) { self->m_observer.finished(); });
}

void Hearing::stop()
{
    m_gate->stop();
    m_driver.stop();
}

} // namespace spp::scenario
