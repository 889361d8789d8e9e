// SPDX-License-Identifier: MIT
#include "core/scenario/debug_gate.h"

#include "core/scenario/faults.h"

#include <asio/redirect_error.hpp>
#include <asio/use_awaitable.hpp>

#include <utility>

namespace spp::scenario
{

using debug::Decision;
using debug::Held;
using runtime::AnswerInstead;
using runtime::CarryOut;
using runtime::EndSession;
using runtime::Passage;

namespace
{

/// Named, because nothing is encrypted by it.
constexpr std::string_view pretendedCipher = "TLS_PRETENDED";

/// Of a plugin, or the beginning of it.
bool isAnswer(const session::Event& event)
{
    return std::holds_alternative<session::PluginOutput>(event) ||
           std::holds_alternative<session::PluginOutputEnded>(event) ||
           std::holds_alternative<session::PluginExited>(event);
}

} // namespace

DebugGate::DebugGate(asio::any_io_executor executor, debug::Recording& recording, DialogClient& client,
                     const runtime::Clock& clock, debug::Plan plan, Observer observer)
    : m_released(std::move(executor)),
      m_recording(recording),
      m_client(client),
      m_clock(clock),
      m_plan(std::move(plan)),
      m_breakpoints(m_plan.breakpoints),
      m_observer(std::move(observer))
{}

bool DebugGate::isNeeded() const
{
    return m_observer.passed || !m_plan.overrides.empty() || m_plan.pretence.tls ||
           m_plan.pretence.logins != debug::Pretence::Logins::Program;
}

void DebugGate::go(debug::Pace pace, debug::Cursor cursor)
{
    m_stepper.go(pace, std::move(cursor));
}

void DebugGate::setPlan(debug::Plan plan)
{
    m_plan = std::move(plan);
    m_breakpoints.set(m_plan.breakpoints);
}

void DebugGate::beginAt(BranchPoint branch, std::string_view command)
{
    m_wishes = branch.position.wishes;
    m_records = branch.records;
    m_scene.resume(command, m_client.dialogLine());
    m_runs = std::move(branch.pluginRuns);
    m_first = std::move(branch.first);
}

void DebugGate::decide(Decision decision)
{
    m_decision = std::move(decision);
    m_held = false;
    m_released.cancel();
}

void DebugGate::end()
{
    m_ended = true;
    decide({});
}

void DebugGate::record(const session::Event& event, const session::Moment& at)
{
    if (m_unwatched && isAnswer(event))
        passUnwatched();
    m_recording.add(event, at);
    m_wishes = 0;
}

asio::awaitable<Passage> DebugGate::pass(const session::Session& session, session::Wish& wish)
{
    Passage passage;
    if (auto* run = std::get_if<session::RunPlugin>(&wish))
        passage = co_await passPlugin(session, *run);
    else if (auto* reply = std::get_if<session::SendBytes>(&wish))
        passage = co_await passReply(session, *reply);
    else if (std::holds_alternative<session::StartTls>(wish) && m_plan.pretence.tls)
        passage = AnswerInstead{session::TlsStarted{.ok = true, .cipher = std::string(pretendedCipher)}};
    else if (std::holds_alternative<session::CheckLogin>(wish) &&
             m_plan.pretence.logins != debug::Pretence::Logins::Program)
        passage = AnswerInstead{session::LoginChecked{m_plan.pretence.logins == debug::Pretence::Logins::AcceptAll}};
    ++m_wishes;
    if (m_ended)
        passage = EndSession{};
    co_return passage;
}

asio::awaitable<Passage> DebugGate::passPlugin(const session::Session& session, session::RunPlugin& wish)
{
    const std::string line = wish.call.line;
    debug::Intervention what = interventionFor(line);
    const debug::Stop stop = m_scene.atPlugin(session, wish);
    m_pluginAt = position();
    Held held{stop, pastStop(stop, m_pluginAt, m_client.said(), m_records), wish.call};
    const Decision decision = co_await stopAt(std::move(held));
    if (!decision.plugin.isEmpty())
        what = decision.plugin;
    if (decision.clientGone || what.fault == debug::Fault::ClientGone)
        m_client.vanish();
    m_current = std::move(what);
    if (m_current.environment)
        wish.call.environment = *m_current.environment;
    if (m_current.answer) {
        plugin::Answer answer = *m_current.answer;
        co_await passAnswer(session, answer);
        co_return AnswerInstead{std::move(answer)};
    }
    const bool isReplaced = m_current.fault && replacePlugin(*m_current.fault, wish.call);
    if (isWatching() || m_current.delay.count() > 0 || (!isReplaced && !m_current.isEmpty()))
        co_return runtime::Gather{};
    m_unwatched = pastStop(stop, m_pluginAt, m_client.said(), m_records);
    co_return CarryOut{};
}

/// What a plugin answers while nobody watches has its effect as it comes. The moment before that is noted, to be gone back to.
void DebugGate::passUnwatched()
{
    debug::PastStop stop = *std::exchange(m_unwatched, std::nullopt);
    stop.place = debug::Place::AfterOutput;
    stop.records = m_records;
    if (m_observer.passed)
        m_observer.passed(stop);
}

asio::awaitable<Passage> DebugGate::passAnswer(const session::Session& session, plugin::Answer& answer)
{
    if (m_current.fault)
        spoilAnswer(*m_current.fault, answer);
    const debug::Preview preview = debug::preview(session, answer, m_clock.now());
    const debug::Stop stop = m_scene.atAnswer(session, preview);
    Held held{stop, pastStop(stop, m_pluginAt, m_client.said(), m_records), answer, preview};
    Decision decision = co_await stopAt(std::move(held));
    if (decision.plugin.answer)
        answer = std::move(*decision.plugin.answer);
    if (decision.plugin.fault)
        spoilAnswer(*decision.plugin.fault, answer);
    if (decision.clientGone)
        m_client.vanish();
    co_await wait(decision.plugin.delay.count() > 0 ? decision.plugin.delay : m_current.delay);
    co_return m_ended ? Passage(EndSession{}) : Passage(CarryOut{});
}

asio::awaitable<Passage> DebugGate::passReply(const session::Session& session, session::SendBytes& wish)
{
    const debug::Stop stop = m_scene.atReply(session, wish);
    Held held{stop, pastStop(stop, position(), m_client.said(), m_records), wish.bytes};
    Decision decision = co_await stopAt(std::move(held));
    if (decision.text)
        wish.bytes = std::move(*decision.text);
    if (decision.clientGone)
        m_client.vanish();
    co_return CarryOut{};
}

asio::awaitable<Passage> DebugGate::passInput(const session::Session& session, std::string& bytes)
{
    if (!session.awaitsCommand())
        co_return CarryOut{};
    const debug::Stop stop = m_scene.atCommand(session, bytes, m_client.dialogLine());
    Held held{stop, pastStop(stop, position(), m_client.said() - 1, m_records), bytes};
    Decision decision = co_await stopAt(std::move(held));
    if (decision.text)
        bytes = std::move(*decision.text);
    if (decision.clientGone)
        m_client.vanish();
    co_return m_ended || decision.clientGone ? Passage(EndSession{}) : Passage(CarryOut{});
}

/// Tells of the stop, and holds there if it is to be.
asio::awaitable<Decision> DebugGate::stopAt(Held held)
{
    if (m_ended)
        co_return Decision{};
    auto outcome = m_breakpoints.at(held.stop);
    for (const auto& text : outcome.logged)
        m_observer.logged(text);
    if (outcome.isHit && m_observer.counted)
        m_observer.counted(m_breakpoints.hits());
    held.past.isBreak = outcome.hold.has_value();
    held.breakpoint = std::move(outcome.hold);
    if (m_observer.passed)
        m_observer.passed(held.past);
    if (!m_stepper.holdsAt(held.past))
        co_return Decision{};
    m_held = true;
    m_decision = {};
    m_observer.held(held);
    const auto since = std::chrono::steady_clock::now();
    while (m_held) {
        std::error_code woken;
        m_released.expires_at(asio::steady_timer::time_point::max());
        co_await m_released.async_wait(asio::redirect_error(asio::use_awaitable, woken));
    }
    m_heldFor += std::chrono::steady_clock::now() - since;
    co_return std::exchange(m_decision, {});
}

asio::awaitable<void> DebugGate::wait(std::chrono::milliseconds delay)
{
    if (m_ended || delay.count() <= 0)
        co_return;
    std::error_code woken;
    m_released.expires_after(delay);
    co_await m_released.async_wait(asio::redirect_error(asio::use_awaitable, woken));
}

debug::Intervention DebugGate::interventionFor(const std::string& line)
{
    const unsigned run = ++m_runs[line];
    if (m_first)
        return *std::exchange(m_first, std::nullopt);
    const debug::Override* found = debug::findOverride(m_plan.overrides, line, run);
    return found != nullptr ? found->what : debug::Intervention{};
}

/// Somebody may want to see a plugin's answer before it has an effect.
bool DebugGate::isWatching() const
{
    return m_plan.holdsAnswers || m_stepper.pace() != debug::Pace::Run || m_breakpoints.needAnswers();
}

} // namespace spp::scenario
