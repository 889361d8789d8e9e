// SPDX-License-Identifier: MIT
#include "core/session/auth_run.h"

#include "core/base/text.h"
#include "core/base/wipe.h"
#include "core/session/login_offer.h"

#include <algorithm>

namespace spp::session
{

namespace
{

constexpr std::string_view malformedReply = "501 malformed auth input (#5.5.4)";

std::string_view methodWord(std::string_view argument)
{
    return argument.substr(0, argument.find(' '));
}

/// Never the same twice: the session's id and the time (RFC 2195 section 2).
std::string challenge(const Context& context)
{
    const SessionConfig& config = context.config;
    std::string host;
    if (config.dialect->auth.hostIsFirstWord)
        host = config.passwordCommand.empty() ? "" : config.passwordCommand.front();
    else
        host = config.environment.value("TCPLOCALHOST")
                   .value_or(config.environment.value("TCPLOCALIP").value_or("unknown"));
    return "<" + config.id + "." + std::to_string(context.now.wall.time_since_epoch().count()) + "@" + host + ">";
}

/// User, NUL, password, NUL, and where the dialect has it a third field and NUL.
std::string formatFields(const Context& context, const smtp::Credentials& credentials)
{
    const AuthTraits& traits = context.config.dialect->auth;
    const bool hasThird = traits.alwaysThreeFields || loginOffer(context).challenges;
    const bool swapped = traits.challengeBeforeDigest && !credentials.challenge.empty();
    const auto& second = swapped ? credentials.challenge : credentials.secret;
    const auto& third = swapped ? credentials.secret : credentials.challenge;
    std::string fields;
    fields.reserve(credentials.user.size() + second.size() + third.size() +
                   3); // it does not move: no copy stays behind
    fields.append(credentials.user).append(1, '\0').append(second).append(1, '\0');
    if (hasThird)
        fields.append(third).append(1, '\0');
    return fields;
}

smtp::AuthExchange::Reading reading(const Context& context)
{
    return context.config.dialect->auth.readsStrictly ? smtp::AuthExchange::Reading::Strict
                                                      : smtp::AuthExchange::Reading::Loose;
}

/// What stands behind the method. Blanks at the end are part of it, and no Base64, where it is not read strictly.
std::string_view initialResponse(const Context& context, std::string_view argument)
{
    const std::string_view rest = argument.substr(methodWord(argument).size());
    return context.config.dialect->auth.readsStrictly ? text::trim(rest)
                                                      : rest.substr(std::min(rest.find_first_not_of(' '), rest.size()));
}

} // namespace

AuthRun::AuthRun(Context& context, std::string_view argument)
    : m_method(smtp::parseAuthMethod(methodWord(argument)).value_or(smtp::AuthMethod::Login)),
      m_exchange(m_method, challenge(context), reading(context))
{
    if (context.config.dialect->auth.setsMethodAtOnce)
        context.state.environment.set("SMTPAUTHMETHOD", smtp::formatAuthMethod(m_method));
    conclude(context, m_exchange.start(initialResponse(context, argument)));
}

void AuthRun::handleLine(Context& context, std::string_view line)
{
    conclude(context, m_exchange.handleLine(line));
}

void AuthRun::conclude(Context& context, smtp::AuthExchange::Outcome outcome)
{
    if (const auto* prompt = std::get_if<smtp::AuthExchange::Prompt>(&outcome))
        return context.reply("334 " + prompt->text);
    if (auto* credentials = std::get_if<smtp::Credentials>(&outcome))
        return check(context, std::move(*credentials));
    const bool cancelled = std::get<smtp::AuthExchange::Trouble>(outcome) == smtp::AuthExchange::Trouble::Cancelled;
    refuse(context, cancelled ? context.config.dialect->auth.cancelledReply : malformedReply);
}

void AuthRun::refuse(Context& context, std::string_view reply)
{
    context.reply(reply);
    m_stage = Stage::Refused;
}

void AuthRun::check(Context& context, smtp::Credentials credentials)
{
    const WipeAtEnd guard(credentials.secret);
    // The name is on its way to variables, the Received line and logs.
    if (context.config.dialect->refusesControlBytes && text::hasControlByte(credentials.user))
        return refuse(context, malformedReply);
    const AuthTraits& traits = context.config.dialect->auth;
    SessionState& state = context.state;
    m_user = text::untilNul(credentials.user);
    m_stage = Stage::Checking;
    if (state.infoSource == SessionState::InfoSource::Login)
        state.remoteInfo = m_user;
    if (traits.logGoesToClient) {
        state.logToClient = true;
        context.out.hold();
    }
    state.moreRcptHostsClosed = state.moreRcptHostsClosed || traits.closesMoreRcptHosts;
    context.out.wish(CheckLogin{passwordCommand(context.config), formatFields(context, credentials), state.environment,
                                state.logToClient});
}

void AuthRun::handleChecked(Context& context, const LoginChecked& answer)
{
    if (!answer.accepted) {
        const AuthTraits& traits = context.config.dialect->auth;
        context.state.loginFailures += answer.crashed ? 0 : 1;
        return refuse(context, answer.crashed ? traits.crashedReply : traits.refusedReply);
    }
    context.state.environment.set("SMTPAUTHMETHOD", smtp::formatAuthMethod(m_method));
    context.state.environment.set("SMTPAUTHUSER", m_user);
    m_stage = Stage::Accepted;
}

} // namespace spp::session
