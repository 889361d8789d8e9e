// SPDX-License-Identifier: MIT
#include "core/control/smtpplugins_edit.h"
#include "tests/support/printing.h"
#include "tests/support/test_main.h"

using namespace spp::control;

class TestSmtpPluginsEdit : public QObject
{
    Q_OBJECT

private slots:
    void aPluginIsEntered_data()
    {
        QTest::addColumn<QByteArray>("before");
        QTest::addColumn<QByteArray>("after");
        QTest::newRow("behind the last of its section") << QByteArray("# c\n[rcpt]\na\n# of a\n\n[data]\nb\n")
                                                        << QByteArray("# c\n[rcpt]\na\nNEW\n# of a\n\n[data]\nb\n");
        QTest::newRow("below a heading alone")
            << QByteArray("[rcpt]\n\n[data]\nb\n") << QByteArray("[rcpt]\nNEW\n\n[data]\nb\n");
        QTest::newRow("in the second part of a section")
            << QByteArray("[rcpt]\na\n[data]\nb\n[r]\n") << QByteArray("[rcpt]\na\n[data]\nb\n[r]\nNEW\n");
        QTest::newRow("a section of its own") << QByteArray("[data]\nb\n") << QByteArray("[data]\nb\n\n[rcpt]\nNEW\n");
        QTest::newRow("an empty file") << QByteArray() << QByteArray("[rcpt]\nNEW\n");
        QTest::newRow("no line end at the end") << QByteArray("[rcpt]\na") << QByteArray("[rcpt]\na\nNEW\n");
        QTest::newRow("nor in another section") << QByteArray("[data]\nb") << QByteArray("[data]\nb\n\n[rcpt]\nNEW\n");
        QTest::newRow("Windows line ends")
            << QByteArray("[rcpt]\r\na\r\n[data]\r\n") << QByteArray("[rcpt]\r\na\r\nNEW\r\n[data]\r\n");
        QTest::newRow("a heading in a comment is none")
            << QByteArray("#[rcpt]\n") << QByteArray("#[rcpt]\n\n[rcpt]\nNEW\n");
        QTest::newRow("bytes of any kind")
            << QByteArray("[rcpt]\n\xff\0z\n", 10) << QByteArray("[rcpt]\n\xff\0z\nNEW\n", 15);
    }
    void aPluginIsEntered()
    {
        QFETCH(QByteArray, before);
        QFETCH(QByteArray, after);
        QCOMPARE(withPlugin(before.toStdString(), Section::Rcpt, "NEW"), after.toStdString());
    }
};

SPP_TEST(TestSmtpPluginsEdit)
#include "tst_smtpplugins_edit.moc"
