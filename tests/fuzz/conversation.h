// SPDX-License-Identifier: MIT
/// One session and a made-up world around it that answers its wishes as a fuzzer's input says. Everything that the session wanted
/// is written down in words, so that two conversations can be compared: bytes to the client as one text between the other wishes,
/// a message when it is finished, of one that is abandoned nothing.
#pragma once

#include "core/session/session.h"
#include "tests/fuzz/parts.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace spp::test
{

/// How the world answers; the same for both conversations.
struct World
{
    std::vector<std::string_view> pluginOutputs; ///< each run has the next; a run too many has none
    std::string_view answers;                    ///< how plugins, queues, logins and handshakes end; 0: well
};

class Conversation
{
public:
    /// @param cuts in which pieces client and plugins are heard; nullopt: all at once, and no copies are made
    Conversation(session::Session session, const World& world, std::optional<std::string_view> cuts);

    void connect();
    /// What the client sends without waiting for an answer. Behind STARTTLS it sends nothing more of it.
    void send(std::string_view flight);
    void beSilent();
    void hangUp();

    const session::Session& session() const { return m_session; }
    const std::string& transcript() const { return m_transcript; }
    /// Kinds of what was reported, but for parts of messages.
    const std::vector<std::size_t>& reports() const { return m_reports; }

private:
    void settle();
    void carryOutAll();
    void carryOut(const session::SendBytes& wish);
    void carryOut(const session::RunPlugin& wish);
    void carryOut(const session::StopReadingPlugin& wish);
    void carryOut(const session::KillPlugin& wish);
    void carryOut(const session::Complain& wish);
    void carryOut(const session::LimitReached& wish);
    void carryOut(const session::OpenQueue& wish);
    void carryOut(const session::WriteQueue& wish);
    void carryOut(const session::FinishQueue& wish);
    void carryOut(const session::AbandonQueue& wish);
    void carryOut(const session::CheckLogin& wish);
    void carryOut(const session::CheckRecipient& wish);
    void carryOut(const session::StartTls& wish);
    void carryOut(const session::Close& wish);
    void sendPiece();
    void sendEarly();
    std::string_view takePiece(std::string_view& rest);
    void tell(const session::Event& event);
    void note(std::string_view what, std::string_view words);
    void endQueue();

    session::Session m_session;
    const World& m_world;
    bool m_cutting;
    Choices m_cuts;
    Choices m_answers;
    std::chrono::nanoseconds m_elapsed{};
    std::string_view m_rest; ///< of the flight
    std::size_t m_runs = 0;
    bool m_readsPlugin = false;
    bool m_hasQueue = false;
    bool m_clientGone = false;
    bool m_closed = false;
    std::string m_message;
    std::string m_lastNoted;
    std::string m_transcript;
    std::vector<std::size_t> m_reports;
};

} // namespace spp::test
