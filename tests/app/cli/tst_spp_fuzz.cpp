// SPDX-License-Identifier: MIT
/// spp fuzz: what a plugin does wrong is found, made small, and written as a scenario that fails until the plugin is mended.
#include "tests/app/temporary_home.h"
#include "tests/support/test_main.h"

#include <QProcess>

#include <csignal>
#include <memory>

class TestSppFuzz : public QObject
{
    Q_OBJECT

    std::unique_ptr<TemporaryHome> m_home;
    int m_status = -1;
    QString m_errors;

    QString spp(const QStringList& arguments)
    {
        QProcess program;
        program.start(SPP_PROGRAM, arguments);
        if (!program.waitForFinished(120'000))
            return "(did not end)";
        m_status = program.exitCode();
        m_errors = QString::fromUtf8(program.readAllStandardError());
        return QString::fromUtf8(program.readAllStandardOutput());
    }

    QString fuzz(const QStringList& more)
    {
        return spp(QStringList{"fuzz", "--home", m_home->path(), "--out", m_home->path("found"), "--seed", "1"} + more);
    }

    void policy(const QByteArray& script)
    {
        m_home->write("plugins/policy", "#!/bin/sh\n" + script + "\n", TemporaryHome::executable);
    }

    QStringList written() const { return QDir(m_home->path("found")).entryList({"*.spp"}, QDir::Files, QDir::Name); }

private slots:
    void init()
    {
        m_home = std::make_unique<TemporaryHome>();
        m_home->write("control/rcpthosts", "example.org\n");
        policy("echo ran >>ran\ncase $SMTPRCPTTO in *crashme*) kill -SEGV $$;; esac");
    }

    void aCrashIsFoundMadeSmallAndShownUntilItIsMended()
    {
        const QString output = fuzz({"--runs", "60"});
        QCOMPARE(m_status, 1);
        QVERIFY2(output.contains("crash: plugins/policy\n") && output.contains("signal 11"), qPrintable(output));
        QVERIFY2(output.endsWith("1 finding\n"), qPrintable(output));
        QCOMPARE(written(), QStringList{"fuzz-policy-crash.spp"});
        const QByteArray scenario = m_home->read("found/fuzz-policy-crash.spp");
        QVERIFY2(scenario.endsWith("expect plugin plugins/policy exit 0\n"), scenario);
        // Nothing is in it that it does not take; the word comes from the plugin itself.
        QVERIFY2(scenario.contains("RCPT TO:<crashme>") && scenario.count("\nC:") == 2, scenario);
        QVERIFY(scenario.contains("seed 1"));
        QVERIFY(!QFile::exists(m_home->path("ran"))); // each dialog has a copy of the home

        const QString file = m_home->path("found/fuzz-policy-crash.spp");
        spp({"run", file});
        QCOMPARE(m_status, 1);
        policy(":");
        spp({"run", file});
        QCOMPARE(m_status, 0);
    }

    void theSameSeedFindsTheSame()
    {
        fuzz({"--runs", "60"});
        fuzz({"--runs", "60"});
        QCOMPARE(written(),
                 (QStringList{"fuzz-policy-crash-2.spp", "fuzz-policy-crash.spp"})); // and nothing is overwritten
        QCOMPARE(m_home->read("found/fuzz-policy-crash-2.spp"), m_home->read("found/fuzz-policy-crash.spp"));
    }

    void aSoundPluginIsLeftAlone()
    {
        policy("case $SMTPRCPTTO in a*) echo 'E550 no';; b*) echo HX-B: 1;; esac");
        const QString output = fuzz({"--runs", "20"});
        QCOMPARE(m_status, 0);
        QVERIFY2(output.contains("20 dialogs, ") && output.endsWith(": nothing was found\n"), qPrintable(output));
        QVERIFY(written().isEmpty());
    }

    void pluginsThatNeverRanAreTold()
    {
        policy(":");
        m_home->write("control/smtpplugins",
                      "[rcpt]\nplugins/policy\n[auth]\nplugins/policy strict\n:true\n[pass]\n:false\n");
        const QString output = fuzz({"--runs", "40", "--dialect", "qmail-spp"});
        QVERIFY2(output.contains("never ran: :true (control/smtpplugins:5 [auth])\n") &&
                     output.contains("never ran: :false (control/smtpplugins:7 [pass])\n"),
                 qPrintable(output));
        QVERIFY2(!output.contains("never ran: plugins/policy ("), qPrintable(output));
    }

    void logInsReachTheirSection()
    {
        policy(":");
        m_home->write("control/smtpplugins", "[auth]\nplugins/policy\n");
        const QString output = fuzz({"--runs", "60"});
        QVERIFY2(!output.contains("never ran"), qPrintable(output));
    }

    void aHangIsEndedAndFound()
    {
        policy("exec sleep 1000");
        const QString output = fuzz({"--runs", "3", "--within", "50ms"});
        QCOMPARE(m_status, 1);
        QVERIFY2(output.contains("hang: plugins/policy\n   it had not ended after 50ms"), qPrintable(output));
        QVERIFY(m_home->read("found/fuzz-policy-hang.spp").endsWith("expect plugin plugins/policy within 50ms\n"));
    }

    void whatHappensOnlyOnceIsToldAsThat()
    {
        // It fails once, wherever it runs.
        policy("mkdir '" + m_home->path("once").toUtf8() + "' 2>/dev/null && exit 3; exit 0");
        const QString output = fuzz({"--runs", "3"});
        QCOMPARE(m_status, 1);
        QVERIFY2(output.contains("exit-3: plugins/policy\n") && output.contains("not again with the same dialog"),
                 qPrintable(output));
        QVERIFY(m_home->read("found/fuzz-policy-exit-3.spp").contains("# It happened once, and not again"));
    }

    void twoRepliesAreFoundWhereTheServerSendsThem()
    {
        policy("echo 'P250 hello'");
        fuzz({"--runs", "10", "--dialect", "qmail-spp"});
        QCOMPARE(m_status, 1);
        const QByteArray scenario = m_home->read("found/fuzz-policy-second-reply.spp");
        QVERIFY2(scenario.contains("\ndialect qmail-spp\n") && scenario.contains("no problem second-reply\n"),
                 scenario);
        spp({"run", m_home->path("found/fuzz-policy-second-reply.spp")});
        QCOMPARE(m_status, 1);
    }

    void aPluginWithQuotesInItsLineIsNamed()
    {
        m_home->write("control/smtpplugins", "[rcpt]\n:LIST=\"a b\" exec plugins/policy\n");
        policy("exit 4");
        fuzz({"--runs", "3"});
        QCOMPARE(m_status, 1);
        const QString file = m_home->path("found/fuzz-policy-exit-4.spp");
        QVERIFY2(m_home->read("found/fuzz-policy-exit-4.spp")
                     .endsWith("\nexpect plugin ':LIST=\"a b\" exec plugins/policy' exit 0\n"),
                 m_home->read("found/fuzz-policy-exit-4.spp"));
        spp({"run", file});
        QCOMPARE(m_status, 1);
        policy(":");
        spp({"run", file});
        QCOMPARE(m_status, 0);
    }

    void aSignalEndsItAndWhatWasFoundIsTold()
    {
        policy("echo nothing that is a command");
        QProcess program;
        program.start(SPP_PROGRAM, {"fuzz", "--home", m_home->path(), "--out", m_home->path("found"), "--time", "1h"});
        QByteArray output;
        QTRY_VERIFY_WITH_TIMEOUT((output += program.readAllStandardOutput()).contains("written: "), 60'000);
        ::kill(static_cast<pid_t>(program.processId()), SIGINT);
        QVERIFY(program.waitForFinished(60'000));
        output += program.readAllStandardOutput();
        QCOMPARE(program.exitStatus(), QProcess::NormalExit);
        QCOMPARE(program.exitCode(), 1);
        QVERIFY2(output.endsWith("ended by a signal\n"), output);
    }

    void whatCanNotBeDoneIsSaid()
    {
        m_home->write("control/smtpplugins", "[rcpt]\n");
        fuzz({});
        QCOMPARE(m_status, 2);
        QVERIFY2(m_errors.contains("names no plugin that runs"), qPrintable(m_errors));
        m_home->write("control/smtpplugins", "[rcpt]\nplugins/policy\n");
        fuzz({"--time", "soon"});
        QCOMPARE(m_status, 2);
        QVERIFY2(m_errors.contains("--time: “soon” is no time"), qPrintable(m_errors));
        fuzz({"--dialect", "sendmail"});
        QCOMPARE(m_status, 2);
        QFile::remove(m_home->path("control/me"));
        fuzz({"--runs", "1"});
        QCOMPARE(m_status, 2);
        QVERIFY2(m_errors.contains("control/me"), qPrintable(m_errors));
    }
};

SPP_TEST(TestSppFuzz)
#include "tst_spp_fuzz.moc"
