// SPDX-License-Identifier: MIT
/// The control files beside smtpplugins: each check with a file that has the fault, and one that has not.
#include "tests/core/check/table_home.h"
#include "tests/support/printing.h"
#include "tests/support/test_main.h"

using namespace spp;
using namespace spp::test;

class TestControlCheck : public QObject
{
    Q_OBJECT

private slots:
    void findings_data()
    {
        QTest::addColumn<QByteArray>("file");
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QByteArray>("found");
        const auto row = [](const char* name, const QByteArray& file, const QByteArray& bytes,
                            const QByteArray& found) { QTest::newRow(name) << file << bytes << found; };
        row("a number", "control/databytes", "1000000\n", "");
        row("a number with a unit", "control/databytes", "10M\n", "control/databytes:1 broken-control-file");
        row("no number", "control/timeoutsmtpd", "long\n", "control/timeoutsmtpd:1 broken-control-file");
        row("a greeting with a host", "control/smtpgreeting", "mail.example.org hello\n", "");
        row("a greeting without a host", "control/smtpgreeting", "Welcome!\n",
            "control/smtpgreeting:1 greeting-without-host");
        row("a name that is no full one", "control/me", "mail\n", "control/me:1 greeting-without-host");
        row("a broken database", "control/morercpthosts.cdb", "too short", "");
        row("Windows line ends", "control/badmailfrom", "@example.com\r\n", "control/badmailfrom cr-lf");
        row("a pattern of sagredo's that is none", "control/badhelo", "(\n", "control/badhelo broken-control-file");
    }
    void findings()
    {
        QFETCH(QByteArray, file);
        QFETCH(QByteArray, bytes);
        QFETCH(QByteArray, found);
        TableHome home;
        home.dialect = "sagredo";
        home.with(file.toStdString(), {bytes.toStdString()});
        QCOMPARE(home.found(), found.toStdString());
    }

    void failuresOfPlugins_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QByteArray>("found");
        QTest::newRow("a plugin") << QByteArray("accept plugins/policy\nclose *\n") << QByteArray();
        QTest::newRow("a plugin that is not there") << QByteArray("accept plugins/policy\nclose plugins/polizei\n")
                                                    << QByteArray("control/pluginfailures:2 unlisted-plugin");
        QTest::newRow("a line that is none") << QByteArray("# of lists\nmaybe plugins/policy\n")
                                             << QByteArray("control/pluginfailures:2 broken-control-file");
    }
    void failuresOfPlugins()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QByteArray, found);
        TableHome home;
        home.with("control/pluginfailures", {bytes.toStdString()});
        QCOMPARE(home.found(), found.toStdString());
        home.dialect = "sagredo"; // does not read it
        QCOMPARE(home.found(), std::string());
    }

    void anOpenRelayIsTold()
    {
        TableHome home;
        home.files.erase("control/rcpthosts");
        home.dialect = "qmail-spp";
        QCOMPARE(home.found(), std::string("control/rcpthosts no-rcpthosts"));
        home.dialect = "modern"; // takes mail for control/me alone then
        QCOMPARE(home.found(), std::string());
    }

    void aHomeWithoutANameIsTold()
    {
        TableHome home;
        home.files.erase("control/me");
        QCOMPARE(home.found(), std::string("control/me broken-control-file"));
    }
};

SPP_TEST(TestControlCheck)
#include "tst_control_check.moc"
