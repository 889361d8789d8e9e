// SPDX-License-Identifier: MIT
/// Lets several test classes share one program: SPP_TEST(Class) in tst_UNIT.cpp registers the class under the name UNIT; the
/// program runs the unit that its first argument names (further arguments go to QtTest), or all of them.
#pragma once

#include <QObject>
#include <QStringList>

#include <memory>
#include <string_view>

namespace spp::test
{

using MakeTest = std::unique_ptr<QObject> (*)();

/// @param file path of the source, …/tst_UNIT.cpp
bool registerTest(std::string_view file, MakeTest make);

/// @param arguments those of the program, its name first
/// @return the program's exit status
int runTests(QStringList arguments);

} // namespace spp::test

#define SPP_TEST(Class)                   \
    static const bool registered##Class = \
        spp::test::registerTest(__FILE__, []() -> std::unique_ptr<QObject> { return std::make_unique<Class>(); });
