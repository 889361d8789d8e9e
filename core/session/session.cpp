// SPDX-License-Identifier: MIT
#include "core/session/session.h"

#include "core/session/message_limit.h"
#include "core/session/protocol.h"

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
            context.printOfPlugin(later->texts[i]);
        else
            context.replyOfPlugin(later->texts[i], "550");
    }
    return true;
}

/// A password does not belong into a report: of AUTH the method alone is shown.
std::string showable(const std::string& line, const smtp::Command& command)
{
    const auto blank = command.argument.find(' ');
    if (command.verb != smtp::Verb::Auth || blank == std::string::npos)
        return line;
    return "AUTH " + command.argument.substr(0, blank) + " (not shown)";
}

SessionState initialState(const SessionConfig& config)
{
    SessionState state;
    state.environment = config.environment;
    state.pluginsOn = config.home && config.home->smtpPlugins;
    if (const auto suffix = config.environment.value("RELAYCLIENT"))
        state.relaySuffix = *suffix;
    if (const auto info = config.environment.value("TCPREMOTEINFO"))
        state.remoteInfo = *info;
    if (config.dialect->setsSppVariables)
        state.environment.set("SPP_SESSION_ID", config.id);
    return state;
}

bool isHttp(std::string_view line)
{
    for (const std::string_view method :
         {"GET ", "POST ", "HEAD ", "PUT ", "DELETE ", "OPTIONS ", "CONNECT ", "PATCH ", "TRACE ", "PRI "})
        if (line.starts_with(method))
            return true;
    return false;
}

bool hasControlByte(std::string_view line)
{
    return std::any_of(line.begin(), line.end(),
                       [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; });
}

} // namespace

Session::Session(SessionConfig config)
    : m_config(std::make_shared<const SessionConfig>(std::move(config))), m_lines(m_config->dialect->maxCommandLine)
{
    m_state = initialState(*m_config);
}

void Session::handle(const Event& event, Moment now)
{
    if (isClosed())
        return;
    const bool wanted = wantsInput();
    Context context{*m_config, m_state, m_out, now};
    std::visit([&](const auto& e) { on(context, e); }, event);
    takeLines(context);
    if (wantsInput())
        m_out.flush();
    if (!wanted || std::holds_alternative<BytesReceived>(event))
        m_quietSince = now.elapsed;
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
    return std::holds_alternative<AwaitingCommand>(m_stage);
}

std::optional<std::chrono::nanoseconds> Session::deadline() const
{
    if (!wantsInput() || !m_config->home)
        return std::nullopt;
    return m_quietSince + m_config->home->timeout;
}

void Session::on(Context& context, const Connected&)
{
    const auto& home = m_config->home;
    context.report(SessionStarted{m_config->id, std::string(m_config->dialect->name), home ? home->directory : "",
                                  m_config->homeError});
    if (!home) {
        context.reply("421 unable to read controls (#4.3.0)");
        return close(context, 1, m_config->homeError);
    }
    // A port of its own for TLS: the handshake comes before the greeting.
    if (m_config->dialect->hasStartTls && m_config->environment.contains("SMTPS"))
        return startTls(context, true);
    startCommand(context, connectionRow(), {});
}

void Session::on(Context& context, const BytesReceived& event)
{
    const auto* message = std::get_if<MessageRun>(&m_stage);
    if (message != nullptr && message->stage() == MessageRun::Stage::Reading)
        readMessage(context, event.bytes);
    else
        m_lines.append(event.bytes);
}

void Session::on(Context& context, const InputEnded&)
{
    if (std::holds_alternative<MessageRun>(m_stage))
        m_out.wish(AbandonQueue{});
    close(context, 1, "the client went away");
}

void Session::on(Context& context, const DeadlinePassed&)
{
    if (!wantsInput() || context.now.elapsed < deadline())
        return;
    context.reply("451 timeout (#4.4.2)");
    if (std::holds_alternative<MessageRun>(m_stage))
        m_out.wish(AbandonQueue{});
    close(context, 1, "the client was silent for " + std::to_string(m_config->home->timeout.count()) + " seconds");
}

void Session::on(Context& context, const PluginOutput& event)
{
    if (auto* asking = std::get_if<AskingPlugins>(&m_stage)) {
        std::string* address = asking->question.address ? &*asking->question.address : nullptr;
        concludeSection(context, asking->run.handleOutput(context, event.bytes, address));
    }
}

void Session::on(Context& context, const PluginOutputEnded&)
{
    if (auto* asking = std::get_if<AskingPlugins>(&m_stage)) {
        std::string* address = asking->question.address ? &*asking->question.address : nullptr;
        concludeSection(context, asking->run.handleOutputEnd(context, address));
    }
}

void Session::on(Context& context, const PluginExited& event)
{
    if (auto* asking = std::get_if<AskingPlugins>(&m_stage))
        concludeSection(context, asking->run.handleExit(context, event.exit));
}

void Session::on(Context& context, const QueueOpened& event)
{
    auto* message = std::get_if<MessageRun>(&m_stage);
    if (message == nullptr || message->stage() != MessageRun::Stage::Opening)
        return;
    message->handleOpened(context, event.ok);
    settleMessage(context);
    // What the client sent behind DATA is the beginning of its message.
    if (wantsInput() && std::holds_alternative<MessageRun>(m_stage))
        readMessage(context, m_lines.takeRest());
}

void Session::on(Context& context, const QueueFinished& event)
{
    auto* message = std::get_if<MessageRun>(&m_stage);
    if (message == nullptr || message->stage() != MessageRun::Stage::Finishing)
        return;
    message->handleFinished(context, event);
    settleMessage(context);
}

void Session::on(Context& context, const LoginChecked& event)
{
    auto* auth = std::get_if<AuthRun>(&m_stage);
    if (auth == nullptr || auth->stage() != AuthRun::Stage::Checking)
        return;
    auth->handleChecked(context, event.accepted);
    settleAuth(context);
}

void Session::on(Context& context, const TlsStarted& event)
{
    const auto* starting = std::get_if<StartingTls>(&m_stage);
    if (starting == nullptr)
        return;
    if (!event.ok)
        return close(context, 1, "the TLS handshake failed");
    const bool greets = starting->beforeGreeting;
    m_stage = AwaitingCommand{};
    m_state.cipher = event.cipher;
    forgetPlaintext();
    noteTls(context);
    if (greets)
        startCommand(context, connectionRow(), {});
}

void Session::takeLines(Context& context)
{
    for (;;) {
        auto* auth = std::get_if<AuthRun>(&m_stage);
        const bool reading = auth != nullptr && auth->stage() == AuthRun::Stage::Reading;
        if (!reading && !std::holds_alternative<AwaitingCommand>(m_stage))
            return;
        const auto line = m_lines.next();
        if (!line)
            return;
        if (!reading) {
            takeCommand(context, *line);
            continue;
        }
        context.report(ClientLine{"(a line of the login, not shown)", smtp::Verb::Auth});
        auth->handleLine(context, line->tooLong ? "" : std::string_view(line->text));
        settleAuth(context);
    }
}

void Session::takeCommand(Context& context, const smtp::Line& line)
{
    const smtp::Command command = smtp::parseCommand(line.text);
    context.report(ClientLine{showable(line.text, command), command.verb});
    if (line.tooLong)
        return context.reply("500 command line too long (#5.5.2)");
    if (m_config->dialect->refusesControlBytes && hasControlByte(line.text))
        return context.reply("501 control characters are not allowed in commands (#5.5.2)");
    if (m_state.refused && command.verb != smtp::Verb::Quit)
        return context.reply("503 this session was refused, only QUIT is left (#5.5.1)");
    if (m_config->dialect->dropsHttp && isHttp(line.text)) {
        context.reply("421 this is no HTTP server (#5.7.0)");
        return close(context, 1, "the client speaks HTTP");
    }
    startCommand(context, verbRow(command.verb), {command.verb, command.argument, {}, false});
}

void Session::startCommand(Context& context, const VerbRow& row, Question question)
{
    if (row.check != nullptr)
        if (const auto refusal = row.check(context, question)) {
            context.reply(refusal->reply);
            if (refusal->closes)
                close(context, 1, "a control file can't be read any more");
            return;
        }
    if (!row.section)
        return proceed(context, row, std::move(question), Verdict::Accept);
    if (!answerWithKeptTexts(context, row.section))
        askSection(context, row, std::move(question));
}

void Session::askSection(Context& context, const VerbRow& row, Question question)
{
    if (row.ask != nullptr)
        row.ask(context, question);
    auto& asking = m_stage.emplace<AskingPlugins>(AskingPlugins{SectionRun(*row.section), &row, std::move(question)});
    concludeSection(context, asking.run.start(context));
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
    case Verdict::Refuse: return;
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
    switch (row.proceed(context, question, verdict)) {
    case Next::Command: return;
    case Next::Queue: m_stage.emplace<MessageRun>(context, messageLimit(context)); return;
    case Next::Pass: return askSection(context, passRow(), std::move(question));
    case Next::Abort: return close(context, 1, "the last recipient was one too many");
    case Next::Authenticate: return startAuth(context, question.argument);
    case Next::Tls: return startTls(context, false);
    case Next::Close: return close(context, 0, "the client said QUIT");
    }
}

void Session::readMessage(Context& context, std::string_view bytes)
{
    const std::size_t used = std::get<MessageRun>(m_stage).handleBytes(context, bytes);
    m_lines.append(bytes.substr(used));
}

void Session::settleMessage(Context& context)
{
    switch (std::get<MessageRun>(m_stage).stage()) {
    case MessageRun::Stage::Opening:
    case MessageRun::Stage::Reading:
    case MessageRun::Stage::Finishing: return;
    case MessageRun::Stage::Done: m_stage = AwaitingCommand{}; return;
    case MessageRun::Stage::Broken: return close(context, 1, "the message held a bare LF");
    }
}

void Session::startAuth(Context& context, std::string_view argument)
{
    m_lines.setLimit(m_config->dialect->maxAuthLine);
    m_stage.emplace<AuthRun>(context, argument);
    settleAuth(context);
}

void Session::settleAuth(Context& context)
{
    const AuthRun auth = std::get<AuthRun>(m_stage);
    if (auth.stage() == AuthRun::Stage::Reading || auth.stage() == AuthRun::Stage::Checking)
        return;
    m_lines.setLimit(m_config->dialect->maxCommandLine);
    m_stage = AwaitingCommand{};
    const unsigned limit = m_config->dialect->maxLoginFailures;
    if (limit != 0 && m_state.loginFailures >= limit)
        return close(context, 1, "too many refused logins");
    if (auth.stage() == AuthRun::Stage::Accepted)
        askSection(context, loginRow(), {smtp::Verb::Auth, auth.user(), {}, false});
}

void Session::startTls(Context& context, bool beforeGreeting)
{
    // What came behind STARTTLS was not protected: it must not be taken for what comes through TLS (CVE-2011-0411).
    m_lines.takeRest();
    m_stage = StartingTls{beforeGreeting};
    context.out.wish(StartTls{});
}

void Session::forgetPlaintext()
{
    m_state.helo.reset();
    if (!m_config->dialect->auth.keptOverTls)
        m_state.login.reset();
    if (!m_config->dialect->startsAfreshInTls)
        return;
    const std::string cipher = m_state.cipher.value_or("");
    m_state = initialState(*m_config);
    m_state.cipher = cipher;
}

void Session::close(Context& context, int exitStatus, std::string why)
{
    m_stage = Closed{};
    context.report(SessionEnded{exitStatus, std::move(why)});
    m_out.wish(Close{exitStatus});
}

} // namespace spp::session
