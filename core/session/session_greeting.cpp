// SPDX-License-Identifier: MIT
/// The session's beginning: a greeting that is waited for in silence, and XCLIENT, with which a session begins anew.
#include "core/session/extra_checks.h"
#include "core/session/initial_state.h"
#include "core/session/protocol.h"
#include "core/session/session.h"
#include "core/session/tls_variables.h"

namespace spp::session
{

void Session::delayGreeting(Context& context)
{
    m_stage = DelayingGreeting{};
    if (m_lines.size() > 0)
        refuseEarlyTalker(context);
}

void Session::greet(Context& context)
{
    m_isGreeted = true;
    m_stage = AwaitingCommand{};
    noteSign(context.now);
    proceed(context, connectionRow(), {}, Verdict::Accept);
}

/// Who does not wait for the greeting does not listen to replies either: it is a program that wants to be rid of its mail.
void Session::refuseEarlyTalker(Context& context)
{
    const std::string why = "the client spoke before it was greeted";
    context.limitReached(Limit::EarlyTalk, "the session is ended: " + why + " (--greet-delay)");
    context.reply("554 you spoke before you were greeted (#5.5.1)");
    close(context, 1, why);
}

/// What was said and found before is forgotten, but for TLS.
void Session::startAnew(Context& context, std::string_view argument)
{
    SessionConfig config = *m_config;
    config.xclient->claim.add(smtp::parseXclient(argument).value_or(smtp::ClientClaim()));
    ClaimedClient client = claimedClient(*config.xclient);
    config.environment = std::move(client.environment);
    SessionState fresh = initialState(config);
    fresh.cipher = m_state.cipher;
    copyTlsVariables(m_state.environment, fresh.environment);
    m_state = std::move(fresh);
    m_config = std::make_shared<const SessionConfig>(std::move(config));
    m_commands = 0;

    Context anew{*m_config, m_state, m_out, context.now};
    if (client.isDenied) {
        m_out.tell(Complain{m_config->xclient->claim.address.value_or("a client") +
                            ": turned away: the rules deny it (XCLIENT)"});
        anew.reply("554 the client that you have named may not come in (#5.7.1)");
        return close(anew, 1, "the rules deny the client that XCLIENT named");
    }
    noteClaim(anew);
    startCommand(anew, connectionRow(), {});
}

/// What a client says for itself where there is no proxy, until it does say it.
void Session::noteClaim(Context& context)
{
    const smtp::ClientClaim& claim = m_config->xclient->claim;
    if (claim.helo && !claim.helo->empty()) {
        m_state.helo = *claim.helo;
        m_state.environment.set("SMTPHELOHOST", *claim.helo);
        lookUpHelo(context, Verdict::Accept);
    }
    if (claim.protocol && !claim.protocol->empty())
        m_state.protocol = *claim.protocol;
    if (m_state.cipher)
        noteTls(context);
    if (claim.login && !claim.login->empty()) {
        m_state.environment.set("SMTPAUTHUSER", *claim.login);
        verbs::logIn(context, *claim.login);
    }
}

} // namespace spp::session
