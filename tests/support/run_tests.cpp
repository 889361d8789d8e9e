// SPDX-License-Identifier: MIT
#include "tests/support/test_main.h"

#include <QTest>

#include <cstdio>
#include <map>
#include <string>

namespace spp::test
{

namespace
{

using Tests = std::map<std::string, MakeTest>;

Tests& tests()
{
    static Tests registered;
    return registered;
}

} // namespace

bool registerTest(std::string_view file, MakeTest make)
{
    constexpr std::string_view prefix = "tst_";
    file.remove_prefix(file.rfind(prefix) + prefix.size());
    return tests().emplace(file.substr(0, file.rfind('.')), make).second;
}

int runTests(QStringList arguments)
{
    if (arguments.size() > 1 && !arguments[1].startsWith('-')) {
        const auto test = tests().find(arguments.takeAt(1).toStdString());
        if (test != tests().end())
            return QTest::qExec(test->second().get(), arguments);
        std::fputs("no such unit; there are:\n", stderr);
        for (const auto& [name, make] : tests())
            std::fprintf(stderr, "  %s\n", name.c_str());
        return 2;
    }
    int failures = 0;
    for (const auto& [name, make] : tests())
        failures += QTest::qExec(make().get(), arguments);
    return failures;
}

} // namespace spp::test
