// SPDX-License-Identifier: MIT
/// The sample home: its dialogs go as they say, and together they show all that its four plugins can answer.
#include "tests/support/test_main.h"

#include <QDir>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

class TestSampleHome : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;
    QString m_printed; ///< by all dialogs so far

    QString home() const { return m_folder.filePath("home"); }

private slots:
    void initTestCase()
    {
        // A copy: the C plugin is built inside its home.
        QCOMPARE(QProcess::execute("cp", {"-R", SAMPLE_HOME, home()}), 0);
    }

    void everyDialogGoesAsItSays_data()
    {
        QTest::addColumn<QString>("dialog");
        const QDir dialogs(QString(SAMPLE_HOME) + "/dialogs");
        for (const auto& name : dialogs.entryList({"*.spp"}, QDir::Files))
            QTest::newRow(qPrintable(name)) << home() + "/dialogs/" + name;
    }
    void everyDialogGoesAsItSays()
    {
        QFETCH(QString, dialog);
        QProcess program;
        program.start(SPP_PROGRAM, {"run", dialog});
        QVERIFY(program.waitForFinished(60'000));
        const QString printed = QString::fromUtf8(program.readAllStandardOutput());
        QVERIFY2(printed.endsWith("every reply was as expected\n"), qPrintable(printed));
        QCOMPARE(program.exitCode(), 0);
        m_printed += printed;
    }

    void eachOutcomeIsSeen()
    {
        QStringList arguments{"run", "--full-coverage"};
        for (const auto& name : QDir(home() + "/dialogs").entryList({"*.spp"}, QDir::Files))
            arguments.append(home() + "/dialogs/" + name);
        QProcess program;
        program.start(SPP_PROGRAM, arguments);
        QVERIFY(program.waitForFinished(60'000));
        const QString printed = QString::fromUtf8(program.readAllStandardOutput());
        QVERIFY2(program.exitCode() == 0, qPrintable(printed));
        QVERIFY2(!printed.contains("not announced: "), qPrintable(printed));
        for (const char* seen : {"E501 ", "E550 ", "E452 ", "LR550 ", "C ", "O ", "H ", "S ", "failure "})
            QVERIFY2(printed.contains(seen), seen);
    }

    /// The same command has more than one reason: each of them is told in the log.
    void eachReasonIsSeen()
    {
        if (m_printed.isEmpty())
            QSKIP("the dialogs were not run");
        for (const char* reason :
             {"a name must follow HELO", "that is not a host name", "that is my own name", "a full name", "an address",
              "a short name", "a bounce, accepted", "no domain, refused", "unreachable domain, refused",
              "our own domain, recipients will be refused", "second recipient of a bounce", "over the limit",
              "within the limit", "give the limit as the only argument", "can't read plugins/missing.c",
              "spamtrap, goes", "no opinion", "HX-Recipient-Tag: news", "HX-Helo: none from"})
            QVERIFY2(m_printed.contains(reason), reason);
    }
};

SPP_TEST(TestSampleHome)
#include "tst_sample_home.moc"
