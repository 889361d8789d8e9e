// SPDX-License-Identifier: MIT
/// The main() of all tests of the window: with a desktop application, and settings that are nobody's.
#include "tests/support/test_main.h"

#include <QApplication>
#include <QSettings>
#include <QStandardPaths>
#include <QTemporaryDir>

int main(int argc, char** argv)
{
    const QApplication application(argc, argv);
    const QTemporaryDir settings;
    QStandardPaths::setTestModeEnabled(true);
    QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, settings.path());
    QApplication::setOrganizationName("spp-test");
    QApplication::setApplicationName("window");
    return spp::test::runTests(QApplication::arguments());
}
