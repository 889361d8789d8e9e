// SPDX-License-Identifier: MIT
/// For tests of what all dialects share: initTestCase_data() calls addDialectRows(), and every function of the class runs once in
/// each dialect, which inDialect() names.
#pragma once

#include "core/session/dialect.h"
#include "tests/support/session_tester.h"

#include <QTest>

#include <string>
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

} // namespace spp::test
