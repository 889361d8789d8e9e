// SPDX-License-Identifier: MIT
#include "tests/fuzz/conversation.h"

#include "tests/fuzz/check.h"

#include <variant>

namespace spp::test
{

namespace
{

// What an answer can be besides well.
constexpr unsigned fails = 1;
constexpr unsigned couldNotRun = 2;
constexpr unsigned clientIsGone = 3; ///< the answer is not awaited: the session ends first

std::string words(const plugin::Environment& environment)
{
    std::string all;
    for (const auto& entry : environment.entries())
        all += entry + "\n";
    return all;
}

std::string words(const session::Envelope& envelope)
{
    std::string all = envelope.sender + "\n";
    for (const auto& recipient : envelope.recipients)
        all += recipient + "\n";
    return all + (envelope.utf8 ? "utf8\n" : "");
}

std::string words(const std::vector<std::string>& arguments)
{
    std::string all;
    for (const auto& argument : arguments)
        all += argument + "\n";
    return all;
}

} // namespace

Conversation::Conversation(session::Session session, const World& world, std::optional<std::string_view> cuts)
    : m_session(std::move(session)),
      m_world(world),
      m_cutting(cuts),
      m_cuts(cuts.value_or("")),
      m_answers(world.answers)
{}

void Conversation::connect()
{
    tell(session::Connected{});
    settle();
}

void Conversation::send(std::string_view flight)
{
    m_rest = flight;
    while (!m_session.isClosed() && !m_rest.empty()) {
        sendPiece();
        settle();
    }
}

void Conversation::beSilent()
{
    m_elapsed = m_session.deadline().value_or(m_elapsed);
    tell(session::DeadlinePassed{});
    settle();
}

void Conversation::hangUp()
{
    tell(session::InputEnded{});
    settle();
}

void Conversation::settle()
{
    carryOutAll();
    if (m_clientGone && !m_session.isClosed()) {
        tell(session::InputEnded{});
        carryOutAll();
    }
    check(m_closed == m_session.isClosed());
    check(m_closed != m_session.wantsInput()); // nothing else is awaited
    if (!m_closed)
        tell(session::InputAwaited{});
    check(!m_closed || !m_hasQueue);
}

void Conversation::carryOutAll()
{
    while (const auto wish = m_session.nextWish()) {
        check(!m_closed);
        std::visit([this](const auto& w) { carryOut(w); }, *wish);
    }
}

void Conversation::carryOut(const session::SendBytes& wish)
{
    check(!wish.bytes.empty());
    // Where programs log to the client, replies are held until it is read from: when, and whether it is still there then, depends on
    // the chunks.
    if (!m_session.config().dialect->auth.logGoesToClient)
        note("to the client", wish.bytes);
}

void Conversation::carryOut(const session::RunPlugin& wish)
{
    const plugin::Call& call = wish.call;
    note("plugin", call.program + " in " + call.directory + " for " + call.place + "\n" + words(call.arguments) +
                       words(call.environment) + (wish.logToClient ? "logs to the client\n" : ""));
    const unsigned answer = m_answers.next();
    if (m_clientGone || answer == clientIsGone) {
        m_clientGone = true;
        return;
    }
    std::string_view output = m_runs < m_world.pluginOutputs.size() ? m_world.pluginOutputs[m_runs] : "";
    ++m_runs;
    m_readsPlugin = true;
    while (m_readsPlugin && !output.empty()) {
        sendEarly();
        tell(session::PluginOutput{takePiece(output)});
        carryOutAll();
    }
    tell(session::PluginOutputEnded{});
    carryOutAll();
    m_readsPlugin = false;
    sendEarly();
    if (answer == fails)
        tell(session::PluginExited{{plugin::Exit::Kind::Signal, 9, {}}});
    else if (answer == couldNotRun)
        tell(session::PluginExited{{plugin::Exit::Kind::CouldNotRun, 0, "no such file"}});
    else
        tell(session::PluginExited{{plugin::Exit::Kind::Code, static_cast<int>(answer), {}}});
}

void Conversation::carryOut(const session::StopReadingPlugin&)
{
    check(m_readsPlugin);
    m_readsPlugin = false;
    note("stop", "\n");
}

void Conversation::carryOut(const session::KillPlugin&)
{
    check(m_readsPlugin);
    m_readsPlugin = false;
    note("kill", "\n");
}

void Conversation::carryOut(const session::Complain& wish)
{
    note("complaint", wish.words);
}

/// Where it is among the replies depends on the chunks.
void Conversation::carryOut(const session::LimitReached& wish)
{
    check(!wish.words.empty());
}

void Conversation::carryOut(const session::OpenQueue& wish)
{
    check(!m_hasQueue);
    note("queue", wish.program + "\n" + words(wish.envelope) + words(wish.environment));
    m_hasQueue = m_answers.next() != fails;
    sendEarly();
    tell(session::QueueOpened{m_hasQueue});
}

void Conversation::carryOut(const session::WriteQueue& wish)
{
    check(m_hasQueue && !wish.bytes.empty());
    m_message += wish.bytes;
}

void Conversation::carryOut(const session::FinishQueue&)
{
    check(m_hasQueue);
    note("message", m_message);
    endQueue();
}

void Conversation::carryOut(const session::AbandonQueue&)
{
    check(m_hasQueue);
    note("abandon", "\n");
    endQueue();
}

void Conversation::endQueue()
{
    m_message.clear();
    m_hasQueue = false;
    sendEarly();
    tell(session::QueueFinished{{plugin::Exit::Kind::Code, static_cast<int>(m_answers.next()), {}}, false, "1"});
}

void Conversation::carryOut(const session::CheckLogin& wish)
{
    note("login", words(wish.command) + wish.fields + "\n" + words(wish.environment) +
                      (wish.logToClient ? "logs to the client\n" : ""));
    const unsigned answer = m_answers.next();
    if (m_clientGone || answer == clientIsGone) {
        m_clientGone = true;
        return;
    }
    sendEarly();
    tell(session::LoginChecked{answer != fails, false});
}

void Conversation::carryOut(const session::CheckRecipient& wish)
{
    note("recipient", wish.call.program + "\n" + words(wish.call.environment));
    const unsigned answer = m_answers.next();
    if (m_clientGone || answer == clientIsGone) {
        m_clientGone = true;
        return;
    }
    sendEarly();
    tell(session::RecipientChecked{{plugin::Exit::Kind::Code, static_cast<int>(answer), {}}});
}

void Conversation::carryOut(const session::StartTls&)
{
    note("tls", "\n");
    // What stands behind STARTTLS in its flight is no part of TLS. Told at once, the session must throw it away itself.
    sendEarly();
    m_rest = {};
    tell(session::TlsStarted{m_answers.next() != fails, "CIPHER", {}});
}

void Conversation::carryOut(const session::Close& wish)
{
    note("close", std::to_string(wish.exitStatus));
    m_closed = true;
}

void Conversation::sendPiece()
{
    tell(session::BytesReceived{takePiece(m_rest)});
}

/// A part of the flight arrives before the session has asked for it.
void Conversation::sendEarly()
{
    if (m_cutting && !m_rest.empty() && m_cuts.next() % 4 == 1)
        sendPiece();
}

std::string_view Conversation::takePiece(std::string_view& rest)
{
    const std::string_view piece = m_cutting ? rest.substr(0, m_cuts.next() + 1) : rest;
    rest.remove_prefix(piece.size());
    return piece;
}

void Conversation::tell(const session::Event& event)
{
    if (m_cutting && m_cuts.next() % 8 == 1) {
        // A copy goes on alike, whatever becomes of the original.
        session::Session original = std::exchange(m_session, session::Session(m_session));
        original.handle(session::InputEnded{}, {m_elapsed, {}, {}});
    }
    m_session.handle(event, {m_elapsed, {}, {}});
    for (const auto& report : m_session.takeReports())
        if (!std::holds_alternative<session::MessagePart>(report.body))
            m_reports.push_back(report.body.index());
}

void Conversation::note(std::string_view what, std::string_view words)
{
    if (what != m_lastNoted)
        m_transcript.append("--- ").append(what).append("\n");
    m_lastNoted = what;
    m_transcript += words;
}

} // namespace spp::test
