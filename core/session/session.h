// SPDX-License-Identifier: MIT
/// One SMTP session with plugins, without any input or output: a value that is told what happened and says what it wants done.
///
///     session.handle(event, now);
///     while (auto wish = session.nextWish())
///         carryOut(*wish);
///
/// Behaviour: the qmail-spp README and, for each dialect, the page on dialects. Errors of clients are replies, errors of plugins are
/// replies and reports, an unreadable home is a 421. Copy it at any point: both copies go on alike. Not thread-safe.
#pragma once

#include "core/session/auth_run.h"
#include "core/session/context.h"
#include "core/session/event.h"
#include "core/session/message_run.h"
#include "core/session/section_run.h"
#include "core/session/verbs/verbs.h"
#include "core/smtp/line_buffer.h"

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <variant>
#include <vector>

namespace spp::session
{

class Session
{
public:
    explicit Session(SessionConfig config);

    void handle(const Event& event, Moment now);
    std::optional<Wish> nextWish();

    /// Nothing goes on before the client sends something. False while a plugin or the queue is awaited: what the client sends
    /// meanwhile may stay where it is.
    bool wantsInput() const;
    /// What the client sends next is a command: no line of a login, no part of a message.
    bool awaitsCommand() const { return std::holds_alternative<AwaitingCommand>(m_stage); }
    bool isReadingMessage() const { return std::holds_alternative<MessageRun>(m_stage); }
    bool isClosed() const { return std::holds_alternative<Closed>(m_stage); }

    /// When DeadlinePassed is due, in elapsed time of the session; nullopt: never. Only silence of the client has a deadline, and a
    /// message that comes too slowly.
    std::optional<std::chrono::nanoseconds> deadline() const;

    const SessionConfig& config() const { return *m_config; }
    const SessionState& state() const { return m_state; }
    std::vector<Report> takeReports() { return m_out.takeReports(); }

private:
    struct AwaitingCommand
    {};
    struct AskingPlugins
    {
        SectionRun run;
        const VerbRow* row;
        Question question;

        std::string* address() { return question.address ? &*question.address : nullptr; }
    };
    struct CheckingRecipient
    {
        const VerbRow* row;
        Question question;
    };
    struct StartingTls
    {
        bool beforeGreeting = false;
    };
    /// All is well so far, and the client must wait for its greeting.
    struct DelayingGreeting
    {};
    /// The bytes of a chunk that was refused.
    struct SkippingChunk
    {
        std::uint64_t left = 0;
    };
    struct Closed
    {};
    /// Of the message that is being sent, or of its chunk.
    struct Pace
    {
        std::chrono::nanoseconds since;
        std::uint64_t bytes = 0;
    };

    void on(Context& context, const Connected&);
    void on(Context& context, const BytesReceived& event);
    void on(Context& context, const InputEnded&);
    void on(Context& context, const DeadlinePassed&);
    void on(Context& context, const InputAwaited&);
    void on(Context& context, const PluginOutput& event);
    void on(Context& context, const PluginOutputEnded&);
    void on(Context& context, const PluginExited& event);
    void on(Context& context, const QueueOpened& event);
    void on(Context& context, const QueueFinished& event);
    void on(Context& context, const LoginChecked& event);
    void on(Context& context, const RecipientChecked& event);
    void on(Context& context, const TlsStarted& event);

    void takeLines(Moment now);
    void takeLine(Context& context, const smtp::Line& line);
    void takeCommand(Context& context, const smtp::Line& line);
    bool isOneTooMany(Context& context, smtp::Verb verb);
    bool refuseLine(Context& context, const smtp::Line& line, smtp::Verb verb);
    void startCommand(Context& context, const VerbRow& row, Question question);
    void askSection(Context& context, const VerbRow& row, Question question);
    void concludeSection(Context& context, std::optional<Verdict> verdict);
    void settleSection(control::Section section, Verdict verdict);
    void proceed(Context& context, const VerbRow& row, Question question, Verdict verdict);
    void goOn(Context& context, const VerbRow& row, Question question, Next next);
    void checkRecipient(Context& context, const VerbRow& row, Question question);
    void readMessage(Context& context, std::string_view bytes);
    void settleMessage(Context& context);
    bool fitsOpenMessage(Context& context, const smtp::Command& command);
    void startChunk(Context& context, const Chunk& chunk);
    void goOnWithChunk(Context& context, const Chunk& chunk);
    void skipChunk(const Chunk& chunk);
    void skipBytes(std::string_view bytes);
    void afterRefusal(smtp::Verb verb, std::string_view argument);
    bool hasOpenQueue() const;
    void abandonOpenMessage();
    void startAuth(Context& context, std::string_view argument);
    void settleAuth(Context& context);
    void startTls(Context& context, bool beforeGreeting);
    void startTlsAtOnce(Context& context);
    void forgetPlaintext();
    void startAnew(Context& context, std::string_view argument);
    void noteClaim(Context& context);
    void delayGreeting(Context& context);
    void greet(Context& context);
    void refuseEarlyTalker(Context& context);
    void refuseSlowMessage(Context& context);
    void close(Context& context, int exitStatus, std::string why);
    std::chrono::seconds patience() const;
    std::optional<std::chrono::nanoseconds> paceDeadline() const;
    void noteSign(Moment now) { m_quietSince = now.elapsed; }
    void notePace(Moment now);

    std::shared_ptr<const SessionConfig> m_config;
    SessionState m_state;
    SessionState m_fresh; ///< what TLS goes back to: after [connection], before the client had said anything
    std::optional<MessageRun> m_openMessage; ///< between its chunks
    std::variant<AwaitingCommand, AskingPlugins, CheckingRecipient, MessageRun, AuthRun, StartingTls, DelayingGreeting,
                 SkippingChunk, Closed>
        m_stage;
    smtp::LineBuffer m_lines;
    Outbox m_out;
    bool m_isGreeted = false;
    unsigned m_commands = 0;                 ///< since the last message that was taken
    std::chrono::nanoseconds m_quietSince{}; ///< when the client last gave a sign of life, or was first waited for
    std::chrono::nanoseconds m_handledAt{};  ///< the last event
    std::optional<Pace> m_pace;              ///< while bytes of a message are awaited
};

} // namespace spp::session
