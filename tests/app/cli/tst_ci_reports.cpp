// SPDX-License-Identifier: MIT
/// What CI systems get: JUnit reports that fit the schema, whatever scenarios and plugins say, and examples whose commands work.
#include "tests/app/temporary_home.h"
#include "tests/support/test_main.h"

#include <QProcess>

#include <memory>

class TestCiReports : public QObject
{
    Q_OBJECT

    std::unique_ptr<TemporaryHome> m_home;

    /// What a command prints, in the home; with its errors behind that if it fails.
    QByteArray shell(const QString& command)
    {
        QProcess shell;
        shell.setWorkingDirectory(m_home->path());
        auto environment = QProcessEnvironment::systemEnvironment();
        environment.insert("PATH", QFileInfo(SPP_PROGRAM).path() + ":" + environment.value("PATH"));
        shell.setProcessEnvironment(environment);
        shell.start("sh", {"-c", command});
        if (!shell.waitForFinished(60'000))
            return "(did not end)";
        return shell.exitCode() == 0 ? shell.readAllStandardOutput() : shell.readAllStandardError() + " (failed)";
    }

    /// xmllint's complaints; empty: there are none.
    QByteArray complaints(const QString& file)
    {
        return shell("xmllint --noout --schema " JUNIT_SCHEMA " " + file + " 2>&1 | grep -v validates || true");
    }

private slots:
    void init()
    {
        m_home = std::make_unique<TemporaryHome>();
        m_home->write("control/rcpthosts", "example.org\n");
        m_home->write("plugins/policy",
                      "#!/bin/sh\n# Prints  E   550 to bad ones\n"
                      "case $SMTPRCPTTO in bad*) printf 'E550 <&>\"]]>\\001\\377\\357\\277\\276 x\\n';; esac\n",
                      TemporaryHome::executable);
        const QByteArray mailTo = "C: HELO x\nC: MAIL FROM:<a@example.net>\nC: RCPT TO:<";
        m_home->write("dialogs/good.spp", mailTo + "b@example.org>\nS: 250\n");
        m_home->write("dialogs/bad.spp", "title <&>\"\n" + mailTo + "bad@example.org>\nS: 250\nexpect queued\n");
        m_home->write("dialogs/<broken>&.spp", "rain \xff\n");
    }

    void resultsFitTheSchema()
    {
        shell("spp run dialogs/*.spp --format junit >results.xml");
        QVERIFY(m_home->read("results.xml").contains("<failure") && m_home->read("results.xml").contains("<error"));
        QCOMPARE(complaints("results.xml"), QByteArray());
    }

    void coverageFitsTheSchema()
    {
        shell("spp run dialogs/good.spp --coverage-file coverage.xml");
        QVERIFY(m_home->read("coverage.xml").contains("<failure"));
        QCOMPARE(complaints("coverage.xml"), QByteArray());
    }

    void whatDoesNotFitIsRefused()
    {
        m_home->write("wrong.xml", "<testsuite name='a' tests='-1' failures='0'/>");
        QVERIFY(complaints("wrong.xml").contains("fails to validate"));
    }

    void theExamplesCommandsWork_data()
    {
        QTest::addColumn<QString>("file");
        QTest::newRow("GitHub") << CI_EXAMPLES "/github-actions.yml";
        QTest::newRow("GitLab") << CI_EXAMPLES "/gitlab-ci.yml";
    }
    void theExamplesCommandsWork()
    {
        QFETCH(QString, file);
        QCOMPARE(QProcess::execute("cp", {"-R", SAMPLE_HOME "/.", m_home->path()}), 0);
        QFile::remove(m_home->path("dialogs/bad.spp"));
        QFile::remove(m_home->path("dialogs/<broken>&.spp"));
        QFile::remove(m_home->path("dialogs/good.spp"));
        QFile example(file);
        QVERIFY(example.open(QIODevice::ReadOnly));
        int commands = 0;
        for (QByteArray line : example.readAll().split('\n')) {
            line = line.trimmed();
            for (const char* mark : {"run: ", "- "})
                if (line.startsWith(mark))
                    line = line.mid(qsizetype(qstrlen(mark)));
            if (!line.startsWith("spp check") && !line.startsWith("spp run"))
                continue;
            ++commands;
            const QByteArray output = shell(QString::fromUtf8(line));
            QVERIFY2(!output.endsWith("(failed)"), line + "\n" + output);
        }
        QVERIFY(commands >= 2);
        QCOMPARE(complaints("results.xml"), QByteArray());
        QVERIFY(m_home->read("coverage.html").contains("plugins/recipient-policy"));
    }
};

SPP_TEST(TestCiReports)
#include "tst_ci_reports.moc"
