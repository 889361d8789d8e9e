// SPDX-License-Identifier: MIT
#include "core/smtp/auth_exchange.h"

#include "core/base/text.h"
#include "core/base/wipe.h"
#include "core/smtp/base64.h"

#include <algorithm>
#include <utility>

namespace spp::smtp
{

std::string_view formatAuthMethod(AuthMethod method)
{
    switch (method) {
    case AuthMethod::Login: return "login";
    case AuthMethod::Plain: return "plain";
    case AuthMethod::CramMd5: return "cram-md5";
    }
    return {};
}

std::optional<AuthMethod> parseAuthMethod(std::string_view word)
{
    for (const AuthMethod method : {AuthMethod::Login, AuthMethod::Plain, AuthMethod::CramMd5})
        if (text::equalsIgnoringCase(word, formatAuthMethod(method)))
            return method;
    return std::nullopt;
}

void Credentials::wipe()
{
    spp::wipe(secret);
}

AuthExchange::AuthExchange(AuthMethod method, std::string challenge, Reading reading) : m_reading(reading)
{
    m_credentials.method = method;
    if (method == AuthMethod::CramMd5)
        m_credentials.challenge = std::move(challenge);
}

AuthExchange::Outcome AuthExchange::start(std::string_view initial)
{
    switch (m_credentials.method) {
    case AuthMethod::Login: return initial.empty() ? Outcome(Prompt{encodeBase64("Username:")}) : takeLogin(initial);
    case AuthMethod::Plain: return initial.empty() ? Outcome(Prompt{}) : takePlain(initial);
    case AuthMethod::CramMd5: return Prompt{encodeBase64(m_credentials.challenge)};
    }
    return Trouble::Malformed;
}

AuthExchange::Outcome AuthExchange::handleLine(std::string_view line)
{
    if (line == "*" || (m_reading == Reading::Loose && text::untilNul(line) == "*"))
        return Trouble::Cancelled;
    if (line.empty())
        return Trouble::Malformed;
    switch (m_credentials.method) {
    case AuthMethod::Login: return takeLogin(line);
    case AuthMethod::Plain: return takePlain(line);
    case AuthMethod::CramMd5: return takeCram(line);
    }
    return Trouble::Malformed;
}

AuthExchange::Outcome AuthExchange::takeLogin(std::string_view line)
{
    auto decoded = decode(line);
    if (!decoded || (decoded->empty() && m_reading == Reading::Strict))
        return Trouble::Malformed;
    if (m_hasUser) {
        m_credentials.secret = std::move(*decoded);
        return conclude();
    }
    m_credentials.user = std::move(*decoded);
    m_hasUser = true;
    return Prompt{encodeBase64("Password:")};
}

/// An identity to act as, which is not looked at; the user; the password; NULs between them.
AuthExchange::Outcome AuthExchange::takePlain(std::string_view line)
{
    auto decoded = decode(line);
    if (!decoded)
        return Trouble::Malformed;
    const WipeAtEnd guard(*decoded);
    const auto first = decoded->find('\0');
    const auto second = first == std::string::npos ? first : decoded->find('\0', first + 1);
    if (second == std::string::npos)
        return Trouble::Malformed;
    m_credentials.user = decoded->substr(first + 1, second - first - 1);
    m_credentials.secret = text::untilNul(std::string_view(*decoded).substr(second + 1));
    return conclude();
}

AuthExchange::Outcome AuthExchange::takeCram(std::string_view line)
{
    const bool strict = m_reading == Reading::Strict;
    auto decoded = decode(line).value_or("");
    const WipeAtEnd guard(decoded);
    const std::string_view answer = strict ? std::string_view(decoded) : text::untilNul(decoded);
    const auto blank = answer.find(' ');
    if (blank == std::string_view::npos)
        return Trouble::Malformed;
    m_credentials.user = answer.substr(0, blank);
    const std::string_view digest = answer.substr(std::min(answer.find_first_not_of(' ', blank), answer.size()));
    m_credentials.secret = strict ? text::trimEnd(digest) : digest;
    return conclude();
}

AuthExchange::Outcome AuthExchange::conclude()
{
    const bool hasNul =
        m_credentials.user.find('\0') != std::string::npos || m_credentials.secret.find('\0') != std::string::npos;
    if (m_credentials.user.empty() || m_credentials.secret.empty() || (hasNul && m_reading == Reading::Strict)) {
        m_credentials.wipe();
        return Trouble::Malformed;
    }
    return std::exchange(m_credentials, {});
}

std::optional<std::string> AuthExchange::decode(std::string_view line) const
{
    return m_reading == Reading::Strict ? decodeBase64(line) : decodeBase64Loosely(line);
}

} // namespace spp::smtp
