// SPDX-License-Identifier: MIT
/// One AUTH exchange, line by line: LOGIN, PLAIN (RFC 4616) and CRAM-MD5 (RFC 2195) within RFC 4954, strictly or as the SMTP AUTH
/// patches for qmail read it. It collects what the client sends; whether that is right is decided elsewhere.
/// A value; not thread-safe.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace spp::smtp
{

enum class AuthMethod { Login, Plain, CramMd5 };

/// "login", "plain", "cram-md5": as plugins read it in SMTPAUTHMETHOD.
std::string_view formatAuthMethod(AuthMethod method);

/// In any case; nullopt if it is none of the three.
std::optional<AuthMethod> parseAuthMethod(std::string_view word);

/// What a client offers. Wipe it when it has been used.
struct Credentials
{
    AuthMethod method = AuthMethod::Login;
    std::string user;
    std::string secret;    ///< the password, or the digest of CRAM-MD5
    std::string challenge; ///< of CRAM-MD5; empty otherwise

    /// Overwrites the secret before it is given back to the heap.
    void wipe();
};

class AuthExchange
{
public:
    /// The text of a 334 that asks for the next line, in Base64 already.
    struct Prompt
    {
        std::string text;
    };
    enum class Trouble { Cancelled, Malformed };
    /// Loose: any Base64 that decodeBase64Loosely() takes, an empty user is noticed behind the password, a NUL is handed on in
    /// what LOGIN sends and ends what the others send.
    enum class Reading { Strict, Loose };
    using Outcome = std::variant<Prompt, Credentials, Trouble>;

    /// @param challenge for CRAM-MD5: "<number.time@host>"
    AuthExchange(AuthMethod method, std::string challenge, Reading reading = Reading::Strict);

    /// @param initial what stood behind the method in the AUTH command; may be empty
    Outcome start(std::string_view initial);
    Outcome handleLine(std::string_view line);

private:
    Outcome takeLogin(std::string_view line);
    Outcome takePlain(std::string_view line);
    Outcome takeCram(std::string_view line);
    Outcome conclude();
    std::optional<std::string> decode(std::string_view line) const;

    Credentials m_credentials;
    Reading m_reading;
    bool m_hasUser = false; ///< LOGIN: the next line is the password
};

} // namespace spp::smtp
