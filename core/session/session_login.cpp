// SPDX-License-Identifier: MIT
/// The session's part in AUTH and STARTTLS.
#include "core/session/protocol.h"
#include "core/session/session.h"
#include "core/session/tls_variables.h"

namespace spp::session
{

void Session::startAuth(Context& context, std::string_view argument)
{
    m_stage.emplace<AuthRun>(context, argument);
    settleAuth(context);
}

void Session::on(Context& context, const LoginChecked& event)
{
    auto* auth = std::get_if<AuthRun>(&m_stage);
    if (auth == nullptr || auth->stage() != AuthRun::Stage::Checking)
        return;
    auth->handleChecked(context, event);
    settleAuth(context);
}

void Session::settleAuth(Context& context)
{
    const AuthRun auth = std::get<AuthRun>(m_stage);
    if (auth.stage() == AuthRun::Stage::Reading || auth.stage() == AuthRun::Stage::Checking)
        return;
    m_stage = AwaitingCommand{};
    const unsigned limit = m_config->limits().loginFailures;
    if (limit != 0 && m_state.loginFailures >= limit) {
        context.limitReached(Limit::LoginFailures, "the session is ended: " + std::to_string(limit) +
                                                       " refused logins (--max-login-failures)");
        return close(context, 1, "too many refused logins");
    }
    if (auth.stage() == AuthRun::Stage::Accepted)
        askSection(context, loginRow(), {smtp::Verb::Auth, auth.user(), {}, false});
}

void Session::startTls(Context& context, bool beforeGreeting)
{
    m_stage = StartingTls{beforeGreeting};
    m_out.flush();
    context.out.wish(StartTls{});
}

void Session::startTlsAtOnce(Context& context)
{
    const Dialect& dialect = *m_config->dialect;
    if (m_config->hasCertificate || !dialect.tellsTlsTrouble)
        return startTls(context, true);
    context.reply(dialect.missingCertificateReply);
    close(context, 1, "SMTPS is set, and there is no certificate");
}

void Session::on(Context& context, const TlsStarted& event)
{
    const auto* starting = std::get_if<StartingTls>(&m_stage);
    if (starting == nullptr)
        return;
    // What came behind STARTTLS was not protected: it must not be taken for what comes through TLS (CVE-2011-0411).
    m_lines.takeRest();
    if (!event.ok && m_config->dialect->tellsTlsTrouble)
        context.reply("454 TLS connection failed" + (event.trouble.empty() ? "" : ": " + event.trouble) + " (#4.3.0)");
    if (!event.ok)
        return close(context, 1, "the TLS handshake failed");
    const bool greets = starting->beforeGreeting;
    m_stage = AwaitingCommand{};
    m_state.cipher = event.cipher;
    forgetPlaintext();
    noteTls(context);
    if (m_config->dialect->setsTlsVariables)
        setTlsVariables(m_state.environment, event);
    if (greets)
        startCommand(context, connectionRow(), {});
}

void Session::forgetPlaintext()
{
    m_state.helo.reset();
    if (!m_config->dialect->auth.keptOverTls)
        m_state.login.reset();
    if (!m_config->dialect->startsAfreshInTls)
        return;
    // What counts against a client does so in TLS too.
    SessionState fresh = m_fresh;
    fresh.cipher = std::move(m_state.cipher);
    fresh.loginFailures = m_state.loginFailures;
    fresh.errors = m_state.errors;
    m_state = std::move(fresh);
}

} // namespace spp::session
