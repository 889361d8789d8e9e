// SPDX-License-Identifier: MIT
/// AUTH (RFC 4954): whether it may be asked for now, and what a right login changes. The exchange is AuthRun's.
#include "core/session/verbs/verbs.h"

#include "core/session/login_offer.h"
#include "core/session/protocol.h"
#include "core/smtp/auth_exchange.h"

namespace spp::session::verbs
{

namespace
{

/// The reference programs take every method that they know, announced or not.
bool isOffered(const Dialect& dialect, smtp::AuthMethod method)
{
    return method != smtp::AuthMethod::CramMd5 || dialect.auth.offer != AuthTraits::Offer::WithProgram;
}

} // namespace

std::optional<Refusal> checkAuth(const Context& context, Question& question)
{
    const Dialect& dialect = *context.config.dialect;
    if (dialect.auth.offer == AuthTraits::Offer::Never)
        return Refusal{std::string(dialect.unknownReply)};
    const LoginOffer offer = loginOffer(context);
    if (!offer.exists || passwordCommand(context.config).empty())
        return Refusal{"503 auth not available (#5.3.3)"};
    if (offer.needsTls)
        return Refusal{"538 auth not available without TLS (#5.3.3)"};
    if (context.state.login)
        return Refusal{"503 you're already authenticated (#5.5.0)"};
    if (context.state.transaction)
        return Refusal{"503 no auth during mail transaction (#5.5.0)"};
    const auto method = smtp::parseAuthMethod(question.argument.substr(0, question.argument.find(' ')));
    if (!method || !isOffered(dialect, *method))
        return Refusal{std::string(dialect.auth.unknownMethodReply)};
    return std::nullopt;
}

Next proceedAuth(Context&, Question&, Verdict)
{
    return Next::Authenticate;
}

/// What the plugins of [auth] have set is overwritten, unless the dialect heeds it.
void logIn(Context& context, const std::string& user)
{
    SessionState& state = context.state;
    const AuthTraits& traits = context.config.dialect->auth;
    state.login = state.remoteInfo = user;
    state.infoSource = SessionState::InfoSource::Login;
    const bool keeps = context.config.dialect->obeysPluginVariables;
    state.relaySuffix = keeps ? state.environment.value("RELAYCLIENT").value_or("") : "";
    state.environment.set("TCPREMOTEINFO", user);
    if (traits.setsRelayClient)
        state.environment.set("RELAYCLIENT", *state.relaySuffix);
    if (traits.setsSmtpAuthUser)
        state.environment.set("SMTP_AUTH_USER", user);
    noteLogin(context);
}

Next proceedLogin(Context& context, Question& question, Verdict)
{
    logIn(context, question.argument);
    context.reply("235 ok, go ahead (#2.0.0)");
    return Next::Command;
}

} // namespace spp::session::verbs
