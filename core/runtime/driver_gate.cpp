// SPDX-License-Identifier: MIT
/// The Driver's part that a Gate asks for: plugins whose answer is gathered before it has an effect, and answers in the world's place.
#include "core/plugin/output_parser.h"
#include "core/runtime/driver.h"

#include <array>
#include <csignal>
#include <utility>

namespace spp::runtime
{

namespace
{

/// A plugin that prints more than this before its answer is looked at is killed: it floods.
constexpr std::size_t maxGathered = 4UL * 1024 * 1024;

} // namespace

asio::awaitable<Passage> Driver::pass(session::Wish& wish)
{
    const auto* reply = std::get_if<session::SendBytes>(&wish);
    std::string meant = reply != nullptr ? reply->bytes : std::string();
    const auto* run = std::get_if<session::RunPlugin>(&wish);
    const plugin::Environment given = run != nullptr ? run->call.environment : plugin::Environment();
    Passage passage = co_await m_parts.gate->pass(m_session, wish);
    if (run != nullptr && run->call.environment != given)
        tell(trace::EnvironmentChanged{run->call.environment});
    if (reply != nullptr && reply->bytes != meant)
        tell(trace::ReplyChanged{std::move(meant), reply->bytes});
    if (std::holds_alternative<EndSession>(passage))
        m_stopping = true;
    co_return passage;
}

asio::awaitable<void> Driver::passInput(std::string bytes)
{
    const Passage passage = co_await m_parts.gate->passInput(m_session, bytes);
    if (m_stopping || std::holds_alternative<EndSession>(passage)) {
        m_stopping = true; // untilClosed() tells the session
        co_return;
    }
    handle(session::BytesReceived{bytes});
}

/// In the session's time, which stands still while a person thinks.
session::Moment Driver::now() const
{
    session::Moment moment = m_clock.now();
    if (m_parts.gate != nullptr)
        moment.elapsed -= m_parts.gate->heldFor();
    return moment;
}

/// Runs the plugin to its end, or to its final command as the session would, and shows the gate what it came to.
asio::awaitable<void> Driver::gather(session::RunPlugin wish)
{
    plugin::Answer answer;
    if (auto failure = start(wish)) {
        answer.exit = std::move(*failure);
    } else {
        co_await untilPluginEnds(collectOutput(answer.output), capturesLog(wish));
        answer.log = endPlugin(wish.call);
        answer.exit = m_pluginEnd.exit;
    }
    if (!m_stopping) {
        const Passage passage = co_await m_parts.gate->passAnswer(m_session, answer);
        if (std::holds_alternative<EndSession>(passage))
            m_stopping = true;
    }
    co_await give(std::move(answer), wish.logToClient);
}

asio::awaitable<void> Driver::collectOutput(std::string& output)
{
    plugin::OutputParser parser;
    std::array<char, 4096> buffer;
    for (;;) {
        const IoResult got = co_await m_plugin->readOutput(buffer);
        if (got.error || got.ended())
            co_return;
        output.append(buffer.data(), got.size);
        parser.append({buffer.data(), got.size});
        while (const auto command = parser.next())
            if (command->isFinal()) {
                m_plugin->closeOutput();
                co_return;
            }
        if (output.size() > maxGathered) {
            m_plugin->kill(SIGKILL);
            m_plugin->closeOutput();
            co_return;
        }
    }
}

/// The session hears of a plugin's answer, all of it at once.
asio::awaitable<void> Driver::give(plugin::Answer answer, bool logToClient)
{
    if (!answer.output.empty()) {
        handle(session::PluginOutput{answer.output});
        co_await carryOutWishes();
    }
    handle(session::PluginOutputEnded{});
    co_await carryOutWishes();
    if (logToClient && !answer.log.empty())
        co_await write(answer.log);
    handle(session::PluginExited{answer.exit});
}

asio::awaitable<void> Driver::give(AnswerInstead instead)
{
    if (auto* answer = std::get_if<plugin::Answer>(&instead.answer)) {
        if (!answer->log.empty())
            tell(trace::PluginLog{answer->log});
        co_await give(std::move(*answer), m_session.state().logToClient);
    } else if (const auto* login = std::get_if<session::LoginChecked>(&instead.answer)) {
        handle(*login);
    } else {
        handle(std::get<session::TlsStarted>(instead.answer));
    }
}

} // namespace spp::runtime
