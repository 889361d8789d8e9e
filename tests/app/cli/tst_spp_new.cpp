// SPDX-License-Identifier: MIT
/// New plugins, homes and scenarios: each runs as it comes.
#include "tests/app/cli/spp_program.h"
#include "tests/support/test_main.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace spp::test;

class TestSppNew : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;
    QString m_home;

    static QByteArray read(const QString& path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("(can't be read)");
    }

private slots:
    void initTestCase() { m_home = m_folder.filePath("home"); }

    void aNewHomeWorksAtOnce()
    {
        const Ended home = runSpp({"new", "home", m_home, "--host", "mail.example.com", "--domain", "example.com"});
        QCOMPARE(home.status, 0);
        QVERIFY2(home.output.contains("Try it: spp run " + m_home + "/dialogs/first-plugin.spp"),
                 qPrintable(home.output));
        QCOMPARE(runSpp({"run", m_home + "/dialogs/first-plugin.spp"}).status, 0);
        QCOMPARE(read(m_home + "/control/me"), QByteArray("mail.example.com\n"));
        const Ended again = runSpp({"new", "home", m_home});
        QCOMPARE(again.status, 2);
        QVERIFY2(again.errors.contains("is there already, and not empty"), qPrintable(again.errors));
    }

    void aNewPluginIsEnteredAndRuns_data()
    {
        QTest::addColumn<QString>("language");
        QTest::addColumn<QString>("source");
        QTest::newRow("sh") << "sh"
                            << "plugins/new-sh";
        QTest::newRow("python") << "python"
                                << "plugins/new-python";
        QTest::newRow("c") << "c"
                           << "plugins/new-c.c";
    }
    void aNewPluginIsEnteredAndRuns()
    {
        QFETCH(QString, language);
        QFETCH(QString, source);
        const Ended plugin = runSpp({"new", "plugin", "new-" + language, "--language", language, "--section", "mail",
                                     "--home", m_home + "/dialogs"});
        QCOMPARE(plugin.status, 0);
        QVERIFY2(plugin.output.contains(m_home + "/" + source), qPrintable(plugin.output));
        QVERIFY(read(m_home + "/control/smtpplugins").contains("plugins/new-" + language.toUtf8() + "\n"));
        QCOMPARE(runSpp({"run", m_home + "/dialogs/new-" + language + ".spp"}).status, 0);
    }

    void aNewScenarioFindsItsHome()
    {
        QVERIFY(QDir(m_folder.path()).mkdir("elsewhere"));
        const QString inside = m_home + "/dialogs/mine.spp";
        const QString outside = m_folder.filePath("elsewhere/mine.spp");
        QCOMPARE(runSpp({"new", "scenario", inside}).status, 0);
        QCOMPARE(runSpp({"new", "scenario", outside, "--home", m_home}).status, 0);
        QVERIFY(!read(inside).contains("home ") && !read(inside).contains("@HOME@"));
        QVERIFY2(read(outside).contains("\nhome ../home\n"), read(outside));
        QVERIFY(read(inside).contains("C: RCPT TO:<postmaster@example.com>\n"));
        QCOMPARE(runSpp({"run", inside, outside}).status, 0);
        const Ended again = runSpp({"new", "scenario", inside});
        QCOMPARE(again.status, 2);
        QVERIFY2(again.errors.contains("mine.spp"), qPrintable(again.errors));
    }

    void whatCantBeMadeIsTold()
    {
        QCOMPARE(runSpp({"new"}).status, 2);
        const Ended name = runSpp({"new", "plugin", "a b", "--home", m_home});
        QCOMPARE(name.status, 2);
        QVERIFY(name.errors.contains("can't have blanks"));
        const Ended language = runSpp({"new", "plugin", "x", "--language", "cobol", "--home", m_home});
        QCOMPARE(language.status, 2);
        QVERIFY2(language.errors.contains("cobol not in {sh,python,perl,c,go,rust}"), qPrintable(language.errors));
        QCOMPARE(runSpp({"new", "plugin", "x", "--home", m_folder.filePath("none")}).status, 2);
    }
};

SPP_TEST(TestSppNew)
#include "tst_spp_new.moc"
