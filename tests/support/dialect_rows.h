// SPDX-License-Identifier: MIT
/// For tests of what all dialects share: initTestCase_data() calls addDialectRows(), and every function of the class runs once in
/// each dialect, which inDialect() names. Where their words differ, own() and dialect() tell how.
#pragma once

#include "core/session/dialect.h"
#include "core/smtp/reply.h"
#include "tests/support/session_tester.h"

#include <QTest>

#include <string>
#include <string_view>
#include <vector>

namespace spp::test
{

inline void addDialectRows()
{
    QTest::addColumn<QString>("dialect");
    for (const auto& dialect : session::dialects()) {
        const std::string name(dialect.name);
        QTest::newRow(name.c_str()) << QString::fromStdString(name);
    }
}

inline SessionOptions inDialect(std::vector<std::string> environment = {})
{
    QFETCH_GLOBAL(QString, dialect);
    SessionOptions options;
    options.dialect = dialect.toStdString();
    options.environment = std::move(environment);
    return options;
}

inline const session::Dialect& dialect()
{
    QFETCH_GLOBAL(QString, dialect);
    return *session::findDialect(dialect.toStdString());
}

/// A reply of the server's own, without its CR LF, as this dialect words it: plain qmail's, or with the enhanced status code in front.
inline std::string own(std::string_view reply)
{
    return dialect().hasEnhancedCodes ? smtp::withEnhancedCode(reply) : std::string(reply);
}

/// The same behind a line that a plugin has printed, with all CR LFs.
inline std::string behind(const std::string& printed, std::string_view reply)
{
    return (dialect().repliesOnce ? smtp::joinReply({printed}, own(reply)) : printed + "\r\n" + std::string(reply)) +
           "\r\n";
}

inline std::string badSenderReply()
{
    return own(dialect().badMailFromHoldsPatterns
                   ? "553 sorry, your envelope sender has been denied (#5.7.1)"
                   : "553 sorry, your envelope sender is in my badmailfrom list (#5.7.1)");
}

/// control/badmailfrom that names all of bad.example.
inline std::string badDomain()
{
    return dialect().badMailFromHoldsPatterns ? ".*@bad\\.example\n" : "@bad.example\n";
}

/// The queued message below its Received line, which has two lines in the file.
inline std::string belowReceived(const SessionTester& client)
{
    const std::string message = client.lastMessage();
    return message.substr(message.find('\n', message.find('\n') + 1) + 1);
}

} // namespace spp::test
