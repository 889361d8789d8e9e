// SPDX-License-Identifier: MIT
/// One AUTH, from the command to the password program's answer. A value inside the session; not thread-safe.
#pragma once

#include "core/session/context.h"
#include "core/session/event.h"
#include "core/smtp/auth_exchange.h"

#include <string>
#include <string_view>

namespace spp::session
{

class AuthRun
{
public:
    enum class Stage { Reading, Checking, Accepted, Refused };

    /// @param argument of the AUTH command; its method is known
    AuthRun(Context& context, std::string_view argument);

    Stage stage() const { return m_stage; }
    const std::string& user() const { return m_user; }

    void handleLine(Context& context, std::string_view line);
    void handleChecked(Context& context, const LoginChecked& answer);

private:
    void conclude(Context& context, smtp::AuthExchange::Outcome outcome);
    void refuse(Context& context, std::string_view reply);
    void check(Context& context, smtp::Credentials credentials);

    Stage m_stage = Stage::Reading;
    smtp::AuthMethod m_method;
    smtp::AuthExchange m_exchange;
    std::string m_user;
};

} // namespace spp::session
