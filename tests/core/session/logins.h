// SPDX-License-Identifier: MIT
/// Sessions that have AUTH, in each dialect that has it.
#pragma once

#include "core/smtp/base64.h"
#include "tests/support/dialect_rows.h"

#include <QTest>

#include <string>
#include <vector>

namespace spp::test
{

/// A row for each dialect that has AUTH.
inline void addLoginDialectRows()
{
    QTest::addColumn<QString>("dialect");
    for (const auto& dialect : session::dialects())
        if (dialect.auth.offer != session::AuthTraits::Offer::Never) {
            const std::string name(dialect.name);
            QTest::newRow(name.c_str()) << QString::fromStdString(name);
        }
}

inline constexpr auto accepted = "235 ok, go ahead (#2.0.0)";

/// A session of this dialect in which all it knows of AUTH is open, inside and outside TLS; mary's password is "secret".
inline SessionOptions withLogin(std::vector<std::string> environment = {})
{
    environment.insert(environment.end(), {"SMTPAUTH=+cram", "FORCETLS=0"});
    SessionOptions options = inDialect(std::move(environment));
    options.passwordCommand = {"checkpw", "/bin/true"};
    if (dialect().auth.hostIsFirstWord)
        options.passwordCommand.insert(options.passwordCommand.begin(), "auth.example.org");
    options.users = {{"mary", "secret"}};
    options.hasCertificate = true;
    return options;
}

inline std::string plain(const std::string& user = "mary", const std::string& password = "secret")
{
    return "AUTH PLAIN " + smtp::encodeBase64('\0' + user + '\0' + password);
}

inline std::string environmentOf(const SessionTester& client, std::string_view name)
{
    return std::string(client.session().state().environment.value(name).value_or("(none)"));
}

inline bool relays(SessionTester& client)
{
    client.beginMail();
    const bool result = client.say("RCPT TO:<b@foreign.example>").starts_with("250");
    client.say("RSET", "250");
    return result;
}

} // namespace spp::test
