// SPDX-License-Identifier: MIT
/// A session without the memory that a SessionTester has: what goes through it is gone. The queue takes everything, plugins are
/// spoken for by the test.
#pragma once

#include "core/session/session.h"

#include <string>
#include <string_view>
#include <utility>
#include <variant>

namespace spp::test
{

class BareSession
{
public:
    explicit BareSession(session::SessionConfig config) : m_session(std::move(config)) { handle(session::Connected{}); }

    /// @return what comes back
    std::string send(std::string_view bytes)
    {
        handle(session::BytesReceived{bytes});
        return std::exchange(m_received, {});
    }

    void handle(const session::Event& event)
    {
        m_session.handle(event, {});
        while (auto wish = m_session.nextWish())
            carryOut(*wish);
    }

    std::string replies() { return std::exchange(m_received, {}); }
    bool pluginRuns() const { return m_pluginRuns; }
    bool wasKilled() const { return m_wasKilled; }

    /// The running plugin prints its last, and ends well.
    std::string endPlugin()
    {
        m_pluginRuns = false;
        handle(session::PluginOutputEnded{});
        handle(session::PluginExited{});
        return std::exchange(m_received, {});
    }

    const session::Session& session() const { return m_session; }
    /// What the password program was asked last.
    session::CheckLogin& login() { return m_login; }

private:
    void carryOut(session::Wish& wish)
    {
        std::visit([this](auto& w) { on(w); }, wish);
    }

    void on(session::SendBytes& wish) { m_received += wish.bytes; }
    void on(session::RunPlugin&) { m_pluginRuns = true; }
    void on(session::StopReadingPlugin&) {}
    void on(session::KillPlugin&) { m_wasKilled = true; }
    void on(session::OpenQueue&) { handle(session::QueueOpened{}); }
    void on(session::WriteQueue&) {}
    void on(session::FinishQueue&) { handle(session::QueueFinished{{}, false, "1"}); }
    void on(session::AbandonQueue&) { handle(session::QueueFinished{}); }
    void on(session::CheckLogin& wish) { m_login = std::move(wish); }
    void on(session::CheckRecipient&) { handle(session::RecipientChecked{}); }
    void on(session::StartTls&) { handle(session::TlsStarted{true, "C"}); }
    void on(session::Complain&) {}
    void on(session::LimitReached&) {}
    void on(session::Close&) {}

    session::Session m_session;
    session::CheckLogin m_login;
    std::string m_received;
    bool m_pluginRuns = false;
    bool m_wasKilled = false;
};

} // namespace spp::test
