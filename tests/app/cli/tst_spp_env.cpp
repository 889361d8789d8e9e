// SPDX-License-Identifier: MIT
/// A plugin's environment, at a step of a scenario and of a trace.
#include "tests/app/cli/spp_program.h"
#include "tests/support/test_main.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace spp::test;

class TestSppEnv : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;
    QString m_home;

    QString write(const QString& name, const QByteArray& text, QFile::Permissions more = {})
    {
        QFile file(m_home + "/" + name);
        if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
            qFatal("a file can't be written");
        file.setPermissions(file.permissions() | more);
        return file.fileName();
    }

    QString scenario()
    {
        return write("test.spp",
                     "client 192.0.2.9 mx.example.net\n"
                     "C: EHLO one\n" // line 2
                     "C: MAIL FROM:<a@example.net>\n"
                     "C: RCPT TO:<b@example.org>\n"
                     "C: RCPT TO:<c'$x@example.org>\n"
                     "\n"
                     "C: NOOP\n");
    }

private slots:
    void initTestCase()
    {
        m_home = m_folder.filePath("home");
        QVERIFY(QDir().mkpath(m_home + "/control") && QDir().mkpath(m_home + "/plugins"));
        write("control/me", "mx.example.org\n");
        write("control/rcpthosts", "example.org\n");
        write("control/smtpplugins", "[helo]\nplugins/greet\n[rcpt]\nplugins/check\n:KIND=2 exec plugins/check\n");
        write("plugins/greet", "#!/bin/sh\necho SGREETED=yes\n", QFile::ExeOwner);
        write("plugins/check", "#!/bin/sh\necho \"$SMTPRCPTTO $KIND\" >>touched\nenv | grep -c SMTP >&2\n",
              QFile::ExeOwner);
    }

    void theFirstRunOfThePluginIsShown()
    {
        const Ended env = runSpp({"env", scenario(), "--plugin", "plugins/check"});
        QCOMPARE(env.status, 0);
        QStringList lines = env.output.split('\n', Qt::SkipEmptyParts);
        QVERIFY(lines.contains("SMTPRCPTTO=b@example.org") && lines.contains("GREETED=yes"));
        QStringList sorted = lines;
        std::sort(sorted.begin(), sorted.end());
        QCOMPARE(lines, sorted);
        QCOMPARE(env.errors,
                 QString("plugins/check, control/smtpplugins:4, at line 4 (RCPT TO:<b@example.org>); also --at 5\n"));
        QVERIFY(!QFile::exists(m_home + "/touched")); // it ran in a copy
    }

    void aLineOfTheScenarioChoosesTheStep()
    {
        QVERIFY(runSpp({"env", scenario(), "--plugin", "check", "--at", "5"})
                    .output.contains("\nSMTPRCPTTO=c'$x@example.org\n"));
        // Line 6 is empty: it belongs to the command above it.
        QVERIFY(runSpp({"env", scenario(), "--at", "6"}).output.contains("\nSMTPRCPTTO=c'$x@example.org\n"));
        QVERIFY(runSpp({"env", scenario(), "--at", "2"}).errors.startsWith("plugins/greet, "));
    }

    void theSameIsFoundInATrace()
    {
        const QString trace = m_folder.filePath("x.spptrace");
        QCOMPARE(runSpp({"run", scenario(), "--format", "text", "--record", trace}).status, 0);
        const Ended env = runSpp({"env", trace, "--plugin", "check", "--at", "4"});
        QCOMPARE(env.status, 0);
        QVERIFY2(env.output.contains("\nSMTPRCPTTO=c'$x@example.org\n"), qPrintable(env.output));
        QVERIFY(env.errors.contains("at step 4 (RCPT"));
        QVERIFY(runSpp({"env", trace, "--shell", "--plugin", "greet"}).output.startsWith("(cd " + m_home + " && "));
    }

    void theShellRunsItAgain()
    {
        const Ended env = runSpp({"env", scenario(), "--plugin", "check", "--at", "5", "--shell"});
        QCOMPARE(env.status, 0);
        QProcess shell;
        shell.start("/bin/sh", {"-c", env.output});
        QVERIFY(shell.waitForFinished());
        QCOMPARE(shell.exitCode(), 0);
        QFile touched(m_home + "/touched");
        QVERIFY(touched.open(QIODevice::ReadOnly));
        QCOMPARE(touched.readAll(), QByteArray("c'$x@example.org \n"));
        touched.remove();
    }

    void whatNeverRanIsTold()
    {
        const Ended never = runSpp({"env", scenario(), "--plugin", "plugins/other"});
        QCOMPARE(never.status, 2);
        QVERIFY2(never.errors.contains(
                     "plugins/other never ran; these did: :KIND=2 exec plugins/check, plugins/check, plugins/greet"),
                 qPrintable(never.errors));
        const Ended elsewhere = runSpp({"env", scenario(), "--at", "7"});
        QCOMPARE(elsewhere.status, 2);
        QVERIFY2(elsewhere.errors.contains("no plugin ran there; try --at 2, 4, 5"), qPrintable(elsewhere.errors));
        QCOMPARE(runSpp({"env", m_folder.filePath("none.spp")}).status, 2);
    }
};

SPP_TEST(TestSppEnv)
#include "tst_spp_env.moc"
