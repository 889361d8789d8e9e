// SPDX-License-Identifier: MIT
#include "tests/support/test_main.h"

#include <QCoreApplication>

int main(int argc, char** argv)
{
    const QCoreApplication application(argc, argv);
    return spp::test::runTests(QCoreApplication::arguments());
}
