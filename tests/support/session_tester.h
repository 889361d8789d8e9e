// SPDX-License-Identifier: MIT
/// Drives a Session through a conversation with no process, port, file or clock: bytes in, replies out. Plugins are FakePlugins,
/// the queue keeps messages in memory, time moves when told.
#pragma once

#include "core/session/session.h"
#include "tests/support/fake_home.h"

#include <chrono>
#include <deque>
#include <map>
#include <optional>
#include <source_location>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace spp::test
{

struct SessionOptions
{
    std::string dialect = "modern";
    std::vector<std::string> environment = {};
    std::vector<smtp::Ipv4> localAddresses = {};
    bool pluginsOn = true; ///< by NOSPP, or by ENABLE_SPP where the dialect wants that
    bool reports = true;
    std::vector<std::string> passwordCommand = {};
    std::map<std::string, std::string> users = {}; ///< with the password, or digest, that is right
    bool hasCertificate = false;
    bool tlsWorks = true;             ///< the handshake
    bool passwordCrashes = false;     ///< the password program dies of a signal
    plugin::Exit recipientCheck = {}; ///< how RCPTCHECK's program ends
    std::optional<session::SessionLimits> limits = {};
    std::optional<session::Xclient> xclient = {};
    std::chrono::seconds greetDelay{0};
};

/// What was handed to the queue.
struct QueuedMessage
{
    session::OpenQueue opened;
    std::string message;
    bool finished = false;  ///< it was asked to make the message safe
    bool abandoned = false; ///< it was told to drop it

    const session::Envelope& envelope() const { return opened.envelope; }
};

/// Keeps messages, and answers as it is told to.
struct MemoryQueue
{
    bool opens = true;
    session::QueueFinished answer{{}, false, "4711"};
    std::vector<QueuedMessage> messages;
};

/// One event as the session got it; the bytes live as long as the tester.
using TimedEvent = std::pair<session::Event, session::Moment>;

/// What the tester calls the cipher of every handshake that works.
inline constexpr std::string_view testCipher = "TLS_TEST_CIPHER";

/// Why the others do not.
inline constexpr std::string_view testTlsTrouble = "error:0A00010B:SSL routines::wrong version number";

/// A wish in words, to compare what two sessions want.
std::string format(const session::Wish& wish);

class SessionTester
{
public:
    /// The client connects.
    explicit SessionTester(FakeHome home, const SessionOptions& options = {});

    /// What came since the last question: the greeting, at first.
    std::string replies() { return std::exchange(m_received, {}); }

    /// Sends a line; returns what came back.
    std::string say(std::string_view line) { return send(std::string(line) + "\r\n"); }
    /// The same; fails the test unless one reply came back, and begins so.
    void say(std::string_view line, std::string_view begin,
             std::source_location where = std::source_location::current());
    /// Sends bytes as they are.
    std::string send(std::string_view bytes);
    /// Sends bytes one by one.
    std::string sendBytes(std::string_view bytes);
    /// HELO and MAIL, which must succeed.
    void beginMail(std::string_view sender = "a@example.net",
                   std::source_location where = std::source_location::current());
    /// A transaction up to the reply behind the final dot; text is sent as it is.
    std::string deliver(std::string_view text = "Subject: x\r\n\r\nhello\r\n");

    /// The client goes away.
    void hangUp();
    /// Time passes; a deadline that passes meanwhile is told.
    void wait(std::chrono::seconds duration);
    /// Time passes that the server takes for itself.
    void beBusy(std::chrono::seconds duration);
    /// An event of the test's own making.
    void handle(const session::Event& event);

    MemoryQueue& queue() { return m_queue; }
    const std::vector<QueuedMessage>& messages() const { return m_queue.messages; }
    /// The message that was queued last, Received line and headers included.
    std::string lastMessage() const { return m_queue.messages.empty() ? "" : m_queue.messages.back().message; }

    const std::vector<plugin::Call>& pluginRuns() const { return m_runs; }
    /// The lines of smtpplugins that ran, in order, separated by blanks.
    std::string pluginLines() const;
    /// A variable as the plugin that ran last saw it; "(none)" if it was not set.
    std::string lastSeen(std::string_view name) const;
    /// What the password program was asked, in order.
    const std::vector<session::CheckLogin>& logins() const { return m_logins; }
    /// What RCPTCHECK's program was asked, in order.
    const std::vector<plugin::Call>& recipientChecks() const { return m_recipientChecks; }
    /// How many handshakes were asked for.
    int handshakes() const { return m_handshakes; }
    /// How many times a plugin's output was closed before it ended.
    int stops() const { return m_stops; }
    /// How many plugins were to be killed.
    int kills() const { return m_kills; }
    /// What the administrator was told, in order.
    const std::vector<std::string>& complaints() const { return m_complaints; }
    /// The limits that were reached, in order.
    const std::vector<session::LimitReached>& limits() const { return m_limits; }

    std::optional<int> exitStatus() const { return m_exitStatus; }
    bool isClosed() const { return m_exitStatus.has_value(); }

    const session::Session& session() const { return m_session; }
    /// What the session began with; XCLIENT puts another in its place.
    const session::SessionConfig& firstConfig() const { return m_firstConfig; }
    const std::vector<session::Report>& reports() const { return m_reports; }
    /// Everything the session was told, and everything it wished.
    const std::vector<TimedEvent>& events() const { return m_events; }
    const std::vector<std::string>& wishes() const { return m_wishes; }

private:
    static session::SessionConfig configOf(const FakeHome& home, const SessionOptions& options);

    void tell(const session::Event& event);
    void settle();
    void carryOut(const session::Wish& wish);
    void runPlugin(const plugin::Call& call);
    void dropPluginOutput();
    void checkLogin(const session::CheckLogin& wish);
    std::string_view keep(std::string_view bytes) { return m_bytes.emplace_back(bytes); }
    session::Moment now() const;

    FakeHome m_home;
    MemoryQueue m_queue;
    std::map<std::string, std::string> m_users;
    bool m_tlsWorks;
    bool m_passwordCrashes;
    plugin::Exit m_recipientCheck;
    session::SessionConfig m_firstConfig;
    session::Session m_session;
    std::chrono::nanoseconds m_elapsed{};
    std::deque<session::Event> m_answers; ///< what plugins and the queue still have to say
    std::deque<std::string> m_bytes;      ///< what events refer to
    std::string m_received;
    std::vector<plugin::Call> m_runs;
    std::vector<session::CheckLogin> m_logins;
    std::vector<plugin::Call> m_recipientChecks;
    int m_handshakes = 0;
    int m_stops = 0;
    int m_kills = 0;
    std::vector<std::string> m_complaints;
    std::vector<session::LimitReached> m_limits;
    std::optional<int> m_exitStatus;
    std::vector<session::Report> m_reports;
    std::vector<TimedEvent> m_events;
    std::vector<std::string> m_wishes;
};

} // namespace spp::test
