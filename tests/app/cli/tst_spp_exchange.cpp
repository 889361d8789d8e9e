// SPDX-License-Identifier: MIT
/// Scenarios that come from other programs, and that go to them.
#include "tests/app/cli/spp_program.h"
#include "tests/support/test_main.h"

#include <QDir>
#include <QFile>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace spp::test;

class TestSppExchange : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;
    QString m_home;

    QString path(const QString& name) const { return m_folder.filePath(name); }

    static QByteArray read(const QString& path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("(can't be read)");
    }

    static void write(const QString& path, const QByteArray& bytes)
    {
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size());
    }

private slots:
    void initTestCase()
    {
        m_home = path("home");
        QCOMPARE(QProcess::execute("cp", {"-R", SAMPLE_HOME, m_home}), 0);
    }

    void aCommandLineOfSwaksRuns()
    {
        const QString scenario = m_home + "/dialogs/from-swaks.spp";
        const Ended imported = runSpp({"import", "swaks",
                                       "swaks --to anna@example.org --from ben@example.net --server mx:25 "
                                       "--ehlo client.example.net --h-Subject 'a test'",
                                       "-o", scenario});
        QCOMPARE(imported.status, 0);
        QVERIFY2(imported.errors.contains("spp: left out, since a scenario names no server: --server mx:25"),
                 qPrintable(imported.errors));
        const Ended ran = runSpp({"run", scenario});
        QVERIFY2(ran.status == 0, qPrintable(ran.output));
        QCOMPARE(runSpp({"import", "swaks", "--to a@x.org", "-o", scenario}).status, 2); // it is there already
        const Ended wrong = runSpp({"import", "swaks", "swaks --frm x"});
        QCOMPARE(wrong.status, 2);
        QVERIFY2(wrong.errors.contains("“--frm” is no option of swaks"), qPrintable(wrong.errors));
    }

    void aTranscriptRuns()
    {
        const QString scenario = m_home + "/dialogs/from-transcript.spp";
        const Ended imported = runSpp({"import", "transcript", "-", "-o", scenario},
                                      "220 mx ESMTP\nEHLO client.example.net\n250-mx\n250 SIZE\nQUIT\n221 bye\n");
        QCOMPARE(imported.status, 0);
        QCOMPARE(runSpp({"run", scenario}).status, 0);
        QCOMPARE(runSpp({"import", "transcript", path("none")}).status, 2);
    }

    void aTraceBecomesAScenario()
    {
        const QString trace = path("tour.spptrace");
        QCOMPARE(runSpp({"run", m_home + "/dialogs/tour.spp", "--record", trace}).status, 0);
        const QString scenario = path("again.spp");
        const Ended imported = runSpp({"import", "trace", trace, "-o", scenario});
        QVERIFY2(imported.status == 0, qPrintable(imported.errors));
        const Ended ran = runSpp({"run", scenario, "--format", "text"});
        QVERIFY2(ran.status == 0, qPrintable(ran.output));
        QCOMPARE(runSpp({"import", "trace", trace, "--session", "2"}).status, 2);
    }

    void aScenarioBecomesACommandLine()
    {
        const Ended exported =
            runSpp({"export", "swaks", m_home + "/dialogs/from-swaks.spp", "--server", "127.0.0.1:2525"});
        QCOMPARE(exported.status, 0);
        QVERIFY2(
            exported.output.startsWith("swaks --server 127.0.0.1:2525 --ehlo client.example.net --from ben@example.net "
                                       "--to anna@example.org --data '"),
            qPrintable(exported.output));
    }

    /// What is sent must be the same, byte by byte: swaks itself says it to spp-smtpd's engine below tcpserver's place, a pipe.
    void swaksSaysWhatTheScenarioSays()
    {
        const QString swaks = QStandardPaths::findExecutable("swaks");
        QVERIFY2(!swaks.isEmpty(), "swaks is not installed; packaging/bootstrap does that");
        const QString scenario = path("odd.spp");
        const QByteArray message =
            "C: Subject: it's 100% $HOME\nC: \nC: a\\nb %DATE%\nC: ..dot\nC: \"q\" `x`\nC: \nC: .\n";
        write(scenario,
              "C: EHLO me.example\nS: 250\nC: MAIL FROM:<>\nS: 250\nC: RCPT TO:<a@example.org>\nS: 250\nC: DATA\nS: "
              "354\n" +
                  message + "S: 250\nC: QUIT\n");
        // A server that says yes to everything, and writes down what it hears.
        const QString server = path("server");
        write(server, "#!/bin/sh\nexec 3>'" + path("heard").toUtf8() +
                          "'\nprintf '220 x\\r\\n'\nwhile IFS= read -r line; do\n"
                          "printf '%s\\n' \"$line\" >&3\ncase $data$line in\n1.*) [ \"$line\" = \".$(printf '\\r')\" ] "
                          "&& data= && printf '250 ok\\r\\n' ;;\n"
                          "1*) ;;\nDATA*) data=1; printf '354 go\\r\\n' ;;\nQUIT*) printf '221 bye\\r\\n'; exit ;;\n*) "
                          "printf '250 ok\\r\\n' ;;\nesac\ndone\n");
        QVERIFY(QFile(server).setPermissions(QFile::ReadOwner | QFile::ExeOwner));
        QString command = runSpp({"export", "swaks", scenario, "--server", "SERVER"}).output;
        command.replace("--server SERVER", "--pipe '" + server + "'");
        QProcess shell;
        shell.start("/bin/sh", {"-c", command});
        QVERIFY(shell.waitForFinished());
        QVERIFY2(shell.exitCode() == 0, shell.readAllStandardOutput() + shell.readAllStandardError());
        QByteArray expected = "EHLO me.example\nMAIL FROM:<>\nRCPT TO:<a@example.org>\nDATA\n" + message + "QUIT\n";
        expected.replace("C: ", "").replace("\n", "\r\n");
        QCOMPARE(read(path("heard")), expected);
    }

    void aBundleHasAllButSecrets()
    {
        write(m_home + "/control/servercert.pem", "-----BEGIN PRIVATE KEY-----\n");
        const QString archive = path("report.tar.gz");
        const Ended exported = runSpp({"export", "bundle", m_home + "/dialogs/tour.spp", "-o", archive});
        QVERIFY2(exported.status == 0, qPrintable(exported.errors));
        QVERIFY2(exported.output.contains("left out, since it is private or looks so: control/servercert.pem"),
                 qPrintable(exported.output));
        QCOMPARE(QProcess::execute("tar", {"-xzf", archive, "-C", m_folder.path()}), 0);
        const QString report = path("report");
        QVERIFY(!QFile::exists(report + "/home/control/servercert.pem"));
        QVERIFY(read(report + "/versions.txt").contains("spp "));
        QVERIFY(read(report + "/versions.txt").contains("python3: "));
        QVERIFY(read(report + "/README.txt").contains("spp run --home home home/dialogs/tour.spp"));
        // It runs where it comes to.
        QCOMPARE(runSpp({"run", "--home", report + "/home", report + "/home/dialogs/tour.spp"}).status, 0);
        QCOMPARE(runSpp({"show", report + "/trace.spptrace", "--step", "1"}).status, 0);
        QCOMPARE(runSpp({"export", "bundle", m_home + "/dialogs/tour.spp", "-o", archive}).status,
                 2); // it is there already
    }

    void aBundleHasWhatAScenarioIncludes()
    {
        QVERIFY(QDir(m_folder.path()).mkpath("apart/mails"));
        write(path("apart/mails/x.eml"), "Subject: x\n\ny\n");
        write(path("apart/start.spp"), "C: EHLO x\n");
        write(path("outside.spp"), "");
        write(path("apart/it.spp"),
              "include start.spp\ninclude ../outside.spp\nC: MAIL FROM:<a@example.net>\n"
              "C: RCPT TO:<anna@example.org>\nC: DATA\nmessage mails/x.eml\n");
        const QString archive = path("apart.tar");
        const Ended exported = runSpp({"export", "bundle", path("apart/it.spp"), "--home", m_home, "-o", archive});
        QVERIFY2(exported.status == 0, qPrintable(exported.errors));
        QVERIFY2(exported.output.contains("outside of the scenario's folder and the home: " + path("outside.spp")),
                 qPrintable(exported.output));
        QProcess tar;
        tar.start("tar", {"-tf", archive});
        QVERIFY(tar.waitForFinished());
        const QString names = QString::fromUtf8(tar.readAllStandardOutput());
        for (const char* name : {"apart/scenario/it.spp", "apart/scenario/start.spp", "apart/scenario/mails/x.eml",
                                 "apart/trace.spptrace"})
            QVERIFY2(names.contains(name), qPrintable(names));
    }
};

SPP_TEST(TestSppExchange)
#include "tst_spp_exchange.moc"
