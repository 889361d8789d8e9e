// SPDX-License-Identifier: MIT
#include "core/session/session.h"

#include "core/base/text.h"
#include "core/base/wipe.h"
#include "core/session/initial_state.h"
#include "core/session/message_limit.h"

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

/// A password does not belong into a report: of AUTH the method alone is shown, and nothing of what is only like it.
std::string showable(const std::string& line, const smtp::Command& command)
{
    if (!text::equalsIgnoringCase(line.substr(0, 4), "AUTH") || line.size() == 4)
        return line;
    const std::string method = command.argument.substr(0, command.argument.find(' '));
    if (command.verb != smtp::Verb::Auth || !smtp::parseAuthMethod(method))
        return "AUTH (not shown)";
    return method == command.argument ? line : "AUTH " + method + " (not shown)";
}

bool isHttp(std::string_view line)
{
    for (const std::string_view method :
         {"GET ", "POST ", "HEAD ", "PUT ", "DELETE ", "OPTIONS ", "CONNECT ", "PATCH ", "TRACE ", "PRI "})
        if (line.starts_with(method))
            return true;
    return false;
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
    Context context{*m_config, m_state, m_out, now};
    std::visit([&](const auto& e) { on(context, e); }, event);
    takeLines(context);
    if (wantsInput())
        m_out.flush();
    if (!wanted)
        noteSign(now);
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
    return std::holds_alternative<AwaitingCommand>(m_stage) || std::holds_alternative<SkippingChunk>(m_stage);
}

std::optional<std::chrono::nanoseconds> Session::deadline() const
{
    if (!wantsInput() || !m_config->home)
        return std::nullopt;
    return m_quietSince + patience();
}

std::chrono::seconds Session::patience() const
{
    return m_config->patience(isReadingMessage());
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
    if (isReading || isSkipping || !m_config->dialect->timesWholeLines)
        noteSign(context.now);
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
    const std::string why = "the client was silent for " + std::to_string(patience().count()) + " seconds";
    context.limitReached(Limit::Silence, "the session is ended: " + why + " (control/timeoutsmtpd)");
    context.reply("451 timeout (#4.4.2)");
    close(context, 1, why);
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

void Session::takeLines(Context& context)
{
    for (;;) {
        auto* auth = std::get_if<AuthRun>(&m_stage);
        const bool reading = auth != nullptr && auth->stage() == AuthRun::Stage::Reading;
        if (!reading && !std::holds_alternative<AwaitingCommand>(m_stage))
            return;
        auto line = m_lines.next();
        if (!line)
            return;
        const WipeAtEnd guard(line->text);
        noteSign(context.now);
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
    smtp::Command command = smtp::parseCommand(line.text);
    const WipeAtEnd guard(command.argument);
    context.report(ClientLine{showable(line.text, command), command.verb});
    if (isOneTooMany(context, command.verb) || refuseLine(context, line, command.verb))
        return;
    if (m_state.refused && command.verb != smtp::Verb::Quit) {
        context.reply("503 this session was refused, only QUIT is left (#5.5.1)");
        return afterRefusal(command.verb, command.argument);
    }
    if (m_openMessage && !fitsOpenMessage(context, command))
        return;
    startCommand(context, verbRow(command.verb), {command.verb, std::move(command.argument), {}, false});
}

/// @return the session is over
bool Session::isOneTooMany(Context& context, smtp::Verb verb)
{
    const unsigned limit = m_config->limits().commands;
    if (limit == 0 || ++m_commands <= limit || verb == smtp::Verb::Quit)
        return false;
    context.limitReached(Limit::Commands, "the session is ended: " + std::to_string(limit) +
                                              " commands brought no message (--max-commands)");
    context.reply("421 too many commands without a message (#4.7.0)");
    close(context, 1, "too many commands without a message");
    return true;
}

/// What is no line of SMTP, whatever the state.
/// @return it is answered
bool Session::refuseLine(Context& context, const smtp::Line& line, smtp::Verb verb)
{
    const Dialect& dialect = *m_config->dialect;
    if (dialect.dropsHttp && isHttp(line.text)) {
        context.reply("421 this is no HTTP server (#5.7.0)");
        close(context, 1, "the client speaks HTTP");
        return true;
    }
    const bool tooLong = line.tooLong || (verb != smtp::Verb::Auth && line.text.size() > dialect.maxCommandLine);
    const bool hasRefusedByte = dialect.refusesControlBytes && text::hasControlByte(line.text);
    if ((tooLong || hasRefusedByte) && verb == smtp::Verb::Bdat && dialect.hasChunking) {
        // Nobody knows how many bytes follow: they must not be taken for commands.
        context.reply("421 BDAT wants a number of octets and maybe LAST (#5.5.4)");
        close(context, 1, "a BDAT without a readable size");
        return true;
    }
    const bool isError = tooLong || hasRefusedByte || verb == smtp::Verb::Unknown;
    const unsigned limit = m_config->limits().errors;
    if (isError && limit != 0 && ++m_state.errors > limit) {
        context.limitReached(Limit::Errors, "the session is ended: more than " + std::to_string(limit) +
                                                " lines were no commands (--max-errors)");
        context.reply("421 too many lines that are no commands (#4.7.0)");
        close(context, 1, "the client does not speak SMTP");
        return true;
    }
    if (tooLong)
        context.reply("500 command line too long (#5.5.2)");
    else if (hasRefusedByte)
        context.reply("501 control characters are not allowed in commands (#5.5.2)");
    return tooLong || hasRefusedByte;
}

/// Between the chunks of a message only its next chunk goes on with it; what begins anew abandons it.
/// @return the command is to be taken as ever
bool Session::fitsOpenMessage(Context& context, const smtp::Command& command)
{
    switch (command.verb) {
    case smtp::Verb::Bdat:
        if (const auto chunk = parseChunk(command.argument)) {
            goOnWithChunk(context, *chunk);
            return false;
        }
        return true;
    case smtp::Verb::Rset:
    case smtp::Verb::Helo:
    case smtp::Verb::Ehlo: abandonOpenMessage(); return true;
    case smtp::Verb::Mail:
    case smtp::Verb::Rcpt:
    case smtp::Verb::Data:
    case smtp::Verb::Auth:
    case smtp::Verb::StartTls: context.reply("503 BDAT LAST or RSET first (#5.5.1)"); return false;
    case smtp::Verb::Noop:
    case smtp::Verb::Vrfy:
    case smtp::Verb::Help:
    case smtp::Verb::Quit:
    case smtp::Verb::Unknown: return true;
    }
    return true;
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
    const Next next = row.proceed(context, question, verdict);
    if (&row == &connectionRow())
        m_fresh = m_state;
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
