// SPDX-License-Identifier: MIT
/// spp plugins as a shell sees it, with the library that comes along.
#include "tests/app/temporary_home.h"
#include "tests/support/test_main.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTest>

#include <memory>

class TestSppPlugins : public QObject
{
    Q_OBJECT

    std::unique_ptr<TemporaryHome> m_home;
    QProcessEnvironment m_environment = QProcessEnvironment::systemEnvironment();
    int m_status = -1;
    QByteArray m_errors;

    QByteArray spp(const QStringList& arguments)
    {
        QProcess program;
        program.setProcessEnvironment(m_environment);
        program.start(SPP_PROGRAM, arguments);
        if (!program.waitForFinished(60'000))
            return "(did not end)";
        m_status = program.exitCode();
        m_errors = program.readAllStandardError();
        return program.readAllStandardOutput();
    }

private slots:
    void init()
    {
        m_environment = QProcessEnvironment::systemEnvironment();
        m_home = std::make_unique<TemporaryHome>();
        m_home->write("control/rcpthosts", "example.org\n");
        m_home->write("control/smtpplugins", "# mine\n[rcpt]\n");
    }

    void allAreListed()
    {
        const QByteArray list = spp({"plugins"});
        QCOMPARE(m_status, 0);
        QCOMPARE(m_errors, QByteArray());
        for (const auto& name : QDir(PLUGIN_LIBRARY).entryList(QDir::Dirs | QDir::NoDotAndDotDot))
            QVERIFY2(("\n" + list).contains("\n" + name.toUtf8() + " "), qPrintable(name));
        QVERIFY(list.contains("  who comes for the first time is asked"));
    }

    void allAreListedAsJson()
    {
        const auto list = QJsonDocument::fromJson(spp({"plugins", "--format", "json"})).array();
        QCOMPARE(qsizetype(list.size()), QDir(PLUGIN_LIBRARY).entryList(QDir::Dirs | QDir::NoDotAndDotDot).size());
        for (const auto& value : list) {
            const QJsonObject each = value.toObject();
            QVERIFY(!each["summary"].toString().isEmpty());
            QVERIFY(QFileInfo(each["program"].toString()).isExecutable());
            if (each["name"] != "greylist")
                continue;
            QCOMPARE(each["sections"].toArray(), QJsonArray{"rcpt"});
            QCOMPARE(each["settings"].toArray()[1].toObject()["name"].toString(), "GREYLIST_DELAY");
            QCOMPARE(each["settings"].toArray()[1].toObject()["default"].toString(), "300");
        }
    }

    void oneIsShown()
    {
        const QByteArray shown = spp({"plugins", "show", "greylist"});
        QCOMPARE(m_status, 0);
        QVERIFY(shown.startsWith("greylist: who comes for the first time"));
        QVERIFY(shown.contains("GREYLIST_DELAY=300"));
    }

    void oneIsInstalledAndAtWork()
    {
        const QByteArray told = spp({"plugins", "install", "bounce-rules", "--home", m_home->path()});
        QCOMPARE(m_status, 0);
        QVERIFY2(told.contains("entered last in [rcpt]"), told);
        QCOMPARE(m_home->read("control/smtpplugins"), QByteArray("# mine\n[rcpt]\nplugins/bounce-rules\n"));
        spp({"check", m_home->path()});
        QCOMPARE(m_status, 0);
        const QString dialog = m_home->write("dialogs/bounce.spp",
                                             "S: 220\nC: HELO a.example\nS: 250\nC: MAIL FROM:<>\n"
                                             "S: 250\nC: RCPT TO:<a@example.org>\nS: 250\n"
                                             "C: RCPT TO:<b@example.org>\nS: 550\nC: QUIT\nS: 221\n");
        const QByteArray run = spp({"run", dialog});
        QVERIFY2(m_status == 0, run);

        spp({"plugins", "install", "bounce-rules", "--home", m_home->path()});
        QCOMPARE(m_status, 2);
        QVERIFY2(m_errors.contains("is there already"), m_errors);
        QCOMPARE(m_home->read("control/smtpplugins"), QByteArray("# mine\n[rcpt]\nplugins/bounce-rules\n"));
    }

    void whatIsLeftToDoIsTold()
    {
        const QByteArray told =
            spp({"plugins", "install", "recipient-list", "--home", m_home->path("control"), "--section", "data"});
        QCOMPARE(m_status, 0);
        QVERIFY2(told.contains("RECIPIENT_LIST=control/recipients"), told);
        QVERIFY2(told.contains("recipient-list/control/recipients"), told);
        QCOMPARE(m_home->read("control/smtpplugins"), QByteArray("# mine\n[rcpt]\n\n[data]\nplugins/recipient-list\n"));
    }

    void whatCanNotBeDoneIsSaid_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QByteArray>("said");
        QTest::newRow("no such plugin") << QStringList{"plugins", "show", "no\nsuch"}
                                        << QByteArray("the library has no plugin no\\nsuch");
        QTest::newRow("no such section") << QStringList{"plugins", "install", "greylist", "--section", "lunch"}
                                         << QByteArray("there is no section lunch");
        QTest::newRow("no home") << QStringList{"plugins", "install", "greylist", "--home", "/nowhere"}
                                 << QByteArray("/nowhere");
        QTest::newRow("no name") << QStringList{"plugins", "install"} << QByteArray("name is required");
    }
    void whatCanNotBeDoneIsSaid()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QByteArray, said);
        spp(arguments);
        QCOMPARE(m_status, 2);
        QVERIFY2(m_errors.contains(said), m_errors);
    }

    void whereTheLibraryIsCanBeSaid()
    {
        m_environment.insert("SPP_RESOURCES", "/nowhere");
        spp({"plugins"});
        QCOMPARE(m_status, 2);
        QVERIFY2(m_errors.contains("SPP_RESOURCES is /nowhere"), m_errors);
    }
};

SPP_TEST(TestSppPlugins)
#include "tst_spp_plugins.moc"
