// SPDX-License-Identifier: MIT
#include "core/session/session.h"

#include "core/base/wipe.h"
#include "core/session/initial_state.h"
#include "core/session/message_limit.h"

#include <algorithm>

namespace spp::session
{

namespace
{

LaterReplies* laterReplies(SessionState& state, std::optional<control::Section> section)
{
    if (section == control::Section::Mail)
        return &state.laterMail;
    if (section == control::Section::Rcpt)
        return &state.laterRcpt;
    return section == control::Section::Data ? &state.laterData : nullptr;
}

/// Texts that an earlier plugin kept for this command are its answer.
bool answerWithKeptTexts(Context& context, std::optional<control::Section> section)
{
    LaterReplies* later = laterReplies(context.state, section);
    if (later == nullptr || later->empty())
        return false;
    if (!later->shown)
        later->shown = later->texts.size();
    const bool once = context.config.dialect->repliesOnce;
    for (std::size_t i = 0; i < *later->shown; ++i) {
        if (once && i + 1 < *later->shown)
            context.state.heldReplies.push_back(later->texts[i]);
        else
            context.replyOfPlugin(later->texts[i], "550");
    }
    return true;
}

SessionConfig inDialect(SessionConfig config)
{
    if (!config.dialect->knowsAnyAddress)
        std::erase(config.localAddresses, smtp::Ipv4{});
    return config;
}

} // namespace

Session::Session(SessionConfig config)
    : m_config(std::make_shared<const SessionConfig>(inDialect(std::move(config)))),
      m_lines(m_config->dialect->maxAuthLine)
{
    m_state = m_fresh = initialState(*m_config);
}

void Session::handle(const Event& event, Moment now)
{
    if (isClosed())
        return;
    const bool wanted = wantsInput();
    {
        const auto config = m_config; // XCLIENT puts another in its place
        Context context{*config, m_state, m_out, now};
        std::visit([&](const auto& e) { on(context, e); }, event);
    }
    takeLines(now);
    if (wantsInput())
        m_out.flush();
    if (!wanted)
        noteSign(now);
    notePace(now);
    m_handledAt = now.elapsed;
}

std::optional<Wish> Session::nextWish()
{
    return m_out.next();
}

bool Session::wantsInput() const
{
    if (const auto* message = std::get_if<MessageRun>(&m_stage))
        return message->stage() == MessageRun::Stage::Reading;
    if (const auto* auth = std::get_if<AuthRun>(&m_stage))
        return auth->stage() == AuthRun::Stage::Reading;
    return std::holds_alternative<AwaitingCommand>(m_stage) || std::holds_alternative<SkippingChunk>(m_stage) ||
           std::holds_alternative<DelayingGreeting>(m_stage);
}

std::optional<std::chrono::nanoseconds> Session::deadline() const
{
    if (!wantsInput() || !m_config->home)
        return std::nullopt;
    const auto silence = m_quietSince + patience();
    const auto pace = paceDeadline();
    return pace ? std::min(*pace, silence) : silence;
}

/// So late, with what has come of the message so far, it is too slow.
std::optional<std::chrono::nanoseconds> Session::paceDeadline() const
{
    const unsigned rate = m_config->limits().dataRate;
    if (rate == 0 || !m_pace)
        return std::nullopt;
    return m_pace->since + patience() + std::chrono::seconds(m_pace->bytes / rate);
}

void Session::notePace(Moment now)
{
    const auto* message = std::get_if<MessageRun>(&m_stage);
    const bool isReading = message != nullptr && message->stage() == MessageRun::Stage::Reading;
    if (!isReading && !std::holds_alternative<SkippingChunk>(m_stage))
        m_pace.reset();
    else if (!m_pace)
        m_pace = Pace{now.elapsed};
}

std::chrono::seconds Session::patience() const
{
    if (std::holds_alternative<DelayingGreeting>(m_stage))
        return m_config->greetDelay;
    return m_config->patience(isReadingMessage() || std::holds_alternative<SkippingChunk>(m_stage));
}

void Session::on(Context& context, const Connected&)
{
    const auto& home = m_config->home;
    SessionStarted started{m_config->id, std::string(m_config->dialect->name), home ? home->directory : "",
                           m_config->homeError};
    if (home && home->smtpPlugins) {
        started.plugins = {home, &*home->smtpPlugins}; // lives as long as the home
        started.smtpPluginsPath = home->smtpPluginsPath;
    }
    context.report(std::move(started));
    if (!home) {
        context.reply("421 unable to read controls (#4.3.0)");
        return close(context, 1, m_config->homeError);
    }
    // A port of its own for TLS: the handshake comes before the greeting.
    if (m_config->dialect->hasStartTls && m_config->environment.contains("SMTPS"))
        return startTlsAtOnce(context);
    startCommand(context, connectionRow(), {});
}

void Session::on(Context& context, const BytesReceived& event)
{
    const auto* message = std::get_if<MessageRun>(&m_stage);
    const bool isReading = message != nullptr && message->stage() == MessageRun::Stage::Reading;
    const bool isSkipping = std::holds_alternative<SkippingChunk>(m_stage);
    if (std::holds_alternative<DelayingGreeting>(m_stage))
        return refuseEarlyTalker(context);
    if (isReading || isSkipping || !m_config->dialect->timesWholeLines)
        noteSign(context.now);
    if (m_pace)
        m_pace->bytes += event.bytes.size();
    if (isReading)
        readMessage(context, event.bytes);
    else if (isSkipping)
        skipBytes(event.bytes);
    else
        m_lines.append(event.bytes);
}

void Session::on(Context& context, const InputEnded&)
{
    close(context, 1, "the client went away");
}

void Session::on(Context& context, const DeadlinePassed&)
{
    if (!wantsInput() || context.now.elapsed < deadline())
        return;
    if (std::holds_alternative<DelayingGreeting>(m_stage))
        return greet(context);
    if (context.now.elapsed < m_quietSince + patience())
        return refuseSlowMessage(context);
    const std::string why = "the client was silent for " + std::to_string(patience().count()) + " seconds";
    context.limitReached(Limit::Silence, "the session is ended: " + why + " (control/timeoutsmtpd)");
    context.reply("451 timeout (#4.4.2)");
    close(context, 1, why);
}

void Session::refuseSlowMessage(Context& context)
{
    const auto seconds = std::chrono::floor<std::chrono::seconds>(context.now.elapsed - m_pace->since).count();
    const std::string why = "the client sent " + std::to_string(m_pace->bytes) + " bytes of its message in " +
                            std::to_string(seconds) + " seconds";
    context.limitReached(Limit::DataRate, "the session is ended: " + why + ", fewer than " +
                                              std::to_string(m_config->limits().dataRate) +
                                              " a second (--min-data-rate)");
    context.reply("451 this message comes too slowly (#4.4.2)");
    close(context, 1, why);
}

void Session::on(Context& context, const InputAwaited&)
{
    const auto busy = context.now.elapsed - m_handledAt;
    m_quietSince += busy;
    if (m_pace)
        m_pace->since += busy;
}

void Session::on(Context& context, const PluginOutput& event)
{
    if (auto* asking = std::get_if<AskingPlugins>(&m_stage))
        concludeSection(context, asking->run.handleOutput(context, event.bytes, asking->address()));
    // What a plugin prints is not gathered here: the client takes it at its own pace, and the plugin waits.
    m_out.pass();
}

void Session::on(Context& context, const PluginOutputEnded&)
{
    if (auto* asking = std::get_if<AskingPlugins>(&m_stage))
        concludeSection(context, asking->run.handleOutputEnd(context, asking->address()));
}

void Session::on(Context& context, const PluginExited& event)
{
    if (auto* asking = std::get_if<AskingPlugins>(&m_stage))
        concludeSection(context, asking->run.handleExit(context, event.exit, asking->address()));
}

void Session::startCommand(Context& context, const VerbRow& row, Question question)
{
    const WipeAtEnd guard(question.argument);
    if (row.check != nullptr)
        if (const auto refusal = row.check(context, question)) {
            answer(context, *refusal);
            if (refusal->closes)
                return close(context, 1, "the server gave up: " + refusal->reply);
            return afterRefusal(question.verb, question.argument);
        }
    if (row.note != nullptr)
        row.note(context, question);
    if (!row.section)
        return proceed(context, row, std::move(question), Verdict::Accept);
    if (answerWithKeptTexts(context, row.section))
        return afterRefusal(question.verb, question.argument);
    askSection(context, row, std::move(question));
}

void Session::askSection(Context& context, const VerbRow& row, Question question)
{
    if (row.ask != nullptr)
        row.ask(context, question);
    auto& asking = m_stage.emplace<AskingPlugins>(AskingPlugins{SectionRun(*row.section), &row, std::move(question)});
    concludeSection(context, asking.run.start(context, asking.address()));
}

void Session::concludeSection(Context& context, std::optional<Verdict> verdict)
{
    if (!verdict)
        return;
    AskingPlugins done = std::move(std::get<AskingPlugins>(m_stage));
    m_stage = AwaitingCommand{};
    settleSection(done.run.section(), *verdict);
    switch (*verdict) {
    case Verdict::Accept:
    case Verdict::AcceptUnchecked: return proceed(context, *done.row, std::move(done.question), *verdict);
    case Verdict::Refuse: return afterRefusal(done.question.verb, done.question.argument);
    case Verdict::Disconnect: return close(context, 0, "a plugin closed the connection");
    }
}

/// What only some dialects make of a section that has ended.
void Session::settleSection(control::Section section, Verdict verdict)
{
    const Dialect& dialect = *m_config->dialect;
    const bool refuses = verdict == Verdict::Refuse || verdict == Verdict::Disconnect;
    if (section == control::Section::Connection && refuses && dialect.staysRefused)
        m_state.refused = true;
    if (section == control::Section::Connection && dialect.obeysPluginVariables) {
        const auto suffix = m_state.environment.value("RELAYCLIENT");
        m_state.relaySuffix = suffix ? std::optional<std::string>(*suffix) : std::nullopt;
    }
    if (verdict == Verdict::Disconnect)
        m_state.heldReplies.clear();
}

void Session::proceed(Context& context, const VerbRow& row, Question question, Verdict verdict)
{
    if (&row == &connectionRow() && !m_isGreeted && m_config->greetDelay.count() > 0)
        return delayGreeting(context);
    const Next next = row.proceed(context, question, verdict);
    if (&row == &connectionRow()) {
        m_isGreeted = true;
        m_fresh = m_state;
    }
    goOn(context, row, std::move(question), next);
}

void Session::goOn(Context& context, const VerbRow& row, Question question, Next next)
{
    const WipeAtEnd guard(question.argument);
    switch (next) {
    case Next::Command: return;
    case Next::CheckRecipient: return checkRecipient(context, row, std::move(question));
    case Next::Chunk: return startChunk(context, parseChunk(question.argument).value_or(Chunk{}));
    case Next::Queue: m_stage = MessageRun::ofData(context, messageLimit(context)); return;
    case Next::Pass: return askSection(context, passRow(), std::move(question));
    case Next::Abort: return close(context, 1, "the last recipient ended it");
    case Next::Authenticate: return startAuth(context, question.argument);
    case Next::Tls: return startTls(context, false);
    case Next::NewClient: return startAnew(context, question.argument);
    case Next::Close: return close(context, 0, "the client said QUIT");
    }
}

void Session::checkRecipient(Context& context, const VerbRow& row, Question question)
{
    plugin::Call call = std::move(*question.check);
    m_stage = CheckingRecipient{&row, std::move(question)};
    if (m_config->reports)
        context.report(RecipientCheckStarted{call});
    m_out.wish(CheckRecipient{std::move(call)});
}

void Session::on(Context& context, const RecipientChecked& event)
{
    auto* checking = std::get_if<CheckingRecipient>(&m_stage);
    if (checking == nullptr)
        return;
    const VerbRow& row = *checking->row;
    Question question = std::move(checking->question);
    m_stage = AwaitingCommand{};
    const Next next = verbs::proceedChecked(context, question, event.exit);
    goOn(context, row, std::move(question), next);
}

void Session::close(Context& context, int exitStatus, std::string why)
{
    if (hasOpenQueue())
        m_out.wish(AbandonQueue{});
    m_openMessage.reset();
    m_stage = Closed{};
    context.report(SessionEnded{exitStatus, std::move(why)});
    m_out.flush();
    m_out.wish(Close{exitStatus});
}

} // namespace spp::session
