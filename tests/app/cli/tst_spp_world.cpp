// SPDX-License-Identifier: MIT
/// The world that spp's plugins run in, in both of its subcommands: a private home, a clock, DNS answers; and what is left of them when
/// spp is killed. Wants bubblewrap, datefudge and unbound.
#include "tests/app/temporary_home.h"
#include "tests/support/test_main.h"

#include <QProcess>

#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <memory>

class TestSppWorld : public QObject
{
    Q_OBJECT

    std::unique_ptr<TemporaryHome> m_home;
    int m_status = -1;
    QString m_errors;

    void plugin(const QByteArray& script)
    {
        m_home->write("plugins/policy", "#!/bin/sh\n" + script, TemporaryHome::executable);
    }

    QString output(const QStringList& arguments, const QStringList& typed = {})
    {
        QProcess spp;
        spp.start(SPP_PROGRAM, arguments + QStringList{m_home->path("test.spp")});
        spp.write((typed.join('\n') + "\n").toUtf8());
        spp.closeWriteChannel();
        if (!spp.waitForFinished(60'000))
            return "(did not end)";
        m_status = spp.exitCode();
        m_errors = QString::fromUtf8(spp.readAllStandardError());
        return QString::fromUtf8(spp.readAllStandardOutput());
    }

    /// The same of both subcommands; step goes through to the end, and then does what is typed.
    QString outputOf(const QString& subcommand, const QStringList& options, const QStringList& typed = {})
    {
        return output(QStringList{subcommand} + options,
                      subcommand == "step" ? QStringList{"continue"} + typed : QStringList{});
    }

    static void eachSubcommand()
    {
        QTest::addColumn<QString>("subcommand");
        for (const char* name : {"run", "step"})
            QTest::newRow(name) << QString(name);
    }

private slots:
    void init()
    {
        m_home = std::make_unique<TemporaryHome>();
        m_home->write("control/rcpthosts", "example.org\n");
        m_home->write("test.spp", "C: HELO x\nC: MAIL FROM:<a@example.net>\nC: RCPT TO:<b@example.org>\nC: QUIT\n");
    }

    void aPrivateHomeIsToldOfAndKeptOnlyOnRequest_data() { eachSubcommand(); }
    void aPrivateHomeIsToldOfAndKeptOnlyOnRequest()
    {
        QFETCH(QString, subcommand);
        plugin("echo seen >/var/qmail/seen\n");
        const QString thrownAway = outputOf(subcommand, {"--private-home"});
        QVERIFY2(thrownAway.endsWith("what the plugins changed in their home is thrown away:\n  + seen\n"),
                 qPrintable(thrownAway));
        QCOMPARE(m_status, 0);
        QVERIFY(m_home->read("seen").isEmpty());
        const QString kept = outputOf(subcommand, {"--private-home", "--keep"});
        QVERIFY2(kept.endsWith("what the plugins changed in their home is kept:\n  + seen\n"), qPrintable(kept));
        QCOMPARE(m_home->read("seen"), QByteArray("seen\n"));
    }

    void theClockStandsWhereItIsToStand_data() { eachSubcommand(); }
    void theClockStandsWhereItIsToStand()
    {
        QFETCH(QString, subcommand);
        plugin("echo \"E550 it is $(date +%s)\"\n");
        for (const QStringList& options : {QStringList{}, QStringList{"--private-home"}}) {
            const QString printed = outputOf(subcommand, QStringList{"--clock", "@1000000000"} + options);
            QVERIFY2(printed.contains("S: 550 it is 1000000000\n"), qPrintable(printed + m_errors));
            QVERIFY(!printed.contains("DATEFUDGE"));
        }
    }

    void messagesHaveTheClocksTime()
    {
        m_home->write("test.spp",
                      "C: HELO x\nC: MAIL FROM:<a@example.net>\nC: RCPT TO:<b@example.org>\nC: DATA\nC: .\n");
        plugin("");
        const QString printed = output({"run", "--clock", "2001-09-09T01:46:40Z"});
        QVERIFY2(printed.contains(" Sep 2001 "), qPrintable(printed));
    }

    void lookUpsAreAnsweredFromTheTable_data() { eachSubcommand(); }
    void lookUpsAreAnsweredFromTheTable()
    {
        QFETCH(QString, subcommand);
        plugin("set -- $(getent ahostsv4 mail.example.net)\necho \"E550 $1\"\n");
        const QString table = m_home->write("table", "mail.example.net A 192.0.2.7\n");
        const QString printed = outputOf(subcommand, {"--private-home", "--dns", table});
        QVERIFY2(printed.contains("S: 550 192.0.2.7\n"), qPrintable(printed + m_errors));
    }

    void whatCanNotBeMadeIsTold_data() { eachSubcommand(); }
    void whatCanNotBeMadeIsTold()
    {
        QFETCH(QString, subcommand);
        plugin("");
        const QString table = m_home->write("table", "mail.example.net B 192.0.2.7\n");
        outputOf(subcommand, {"--clock", "noon"});
        QCOMPARE(m_status, 2);
        QVERIFY2(m_errors.startsWith("spp: --clock: “noon” is no time; write 2026-03-01, "), qPrintable(m_errors));
        outputOf(subcommand, {"--private-home", "--dns", table});
        QCOMPARE(m_status, 2);
        QVERIFY2(m_errors.startsWith("spp: " + table + ": line 1: “B” is no type"), qPrintable(m_errors));
        for (const QStringList& alone : {QStringList{"--network"}, QStringList{"--keep"}, QStringList{"--dns", table},
                                         QStringList{"--private-home", "--network", "--dns", table}}) {
            outputOf(subcommand, alone);
            QCOMPARE(m_status, 2);
            QVERIFY2(m_errors.contains("--private-home") || m_errors.contains("excludes"), qPrintable(m_errors));
        }
    }

    void stepTellsOfThePrivateHomeAtAnyTime()
    {
        plugin("echo seen >>/var/qmail/seen\n");
        QVERIFY(output({"step"}, {"home"}).contains("The plugins have no private home"));
        const QString printed = output({"step", "--private-home"}, {"home", "continue", "home"});
        const auto before = printed.indexOf("(spp) home\nthe plugins changed nothing in their home\n");
        const auto after =
            printed.indexOf("(spp, over) home\nwhat the plugins changed in their home so far:\n  + seen\n");
        QVERIFY2(before >= 0 && after > before, qPrintable(printed));
    }

    void aBranchGoesOnInThePrivateHomeAndARestartBeginsAnew()
    {
        plugin("echo seen >>/var/qmail/seen\necho \"HX-Seen: $(grep -c . /var/qmail/seen)\"\n");
        const QString printed =
            output({"step", "--private-home", "--keep"},
                   {"to 4", "back next", "branch", "to 4", "restart", "to 4", "back next", "branch", "to 4"});
        QCOMPARE(printed.count("X-Seen: 1”"), 2);
        QCOMPARE(printed.count("X-Seen: 2”"), 2);
        QCOMPARE(m_home->read("seen"), QByteArray("seen\nseen\n"));
    }

    void aBranchInAPrivateHomeRunsAPluginThatWasMended()
    {
        plugin("echo seen >/var/qmail/seen\n");
        QProcess spp;
        spp.start(SPP_PROGRAM, {"step", "--private-home", m_home->path("test.spp")});
        spp.write("to 4\n");
        while (!spp.readAllStandardOutput().contains("says “QUIT”"))
            QVERIFY(spp.waitForReadyRead(60'000));
        plugin("test -f /var/qmail/seen && echo E550 mended\n");
        spp.write("back next\nbranch\nstep\nquit\n");
        QVERIFY(spp.waitForFinished(60'000));
        const QString printed = QString::fromUtf8(spp.readAllStandardOutput());
        QVERIFY2(printed.contains("E550 mended"), qPrintable(printed));
    }

    void aSignalEndsItWithoutATrace_data() { eachSubcommand(); }
    void aSignalEndsItWithoutATrace()
    {
        QFETCH(QString, subcommand);
        plugin("echo seen >/var/qmail/seen\nexec sleep 3600\n");
        const QDir temporary(m_home->path("temporary"));
        QVERIFY(QDir().mkpath(temporary.path()));
        QProcess spp;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert("TMPDIR", temporary.path());
        spp.setProcessEnvironment(environment);
        spp.start(SPP_PROGRAM, {subcommand, "--private-home", "--keep", m_home->path("test.spp")});
        spp.write("continue\n");
        QByteArray printed;
        while (!printed.contains("plugins/policy\n")) {
            QVERIFY(spp.waitForReadyRead(60'000));
            printed += spp.readAllStandardOutput();
        }
        QCOMPARE(temporary.entryList(QDir::Dirs | QDir::NoDotAndDotDot).size(), 1);
        spp.terminate();
        QVERIFY(spp.waitForFinished(60'000));
        QCOMPARE(spp.exitStatus(), QProcess::CrashExit);
        QCOMPARE(temporary.entryList(QDir::Dirs | QDir::NoDotAndDotDot).size(), 0);
        QVERIFY(m_home->read("seen").isEmpty());
    }

    void noPluginOutlivesAnSppThatIsKilled_data() { eachSubcommand(); }
    void noPluginOutlivesAnSppThatIsKilled()
    {
        QFETCH(QString, subcommand);
        QCOMPARE(::mkfifo(qPrintable(m_home->path("held")), 0600), 0);
        const int held = ::open(qPrintable(m_home->path("held")), O_RDONLY | O_NONBLOCK | O_CLOEXEC);
        plugin("exec 9>held\necho ready >&9\nsleep 3600 & wait\n");
        QProcess spp;
        spp.start(SPP_PROGRAM, {subcommand, m_home->path("test.spp")});
        spp.write("continue\n");
        pollfd watched{held, POLLIN, 0};
        QVERIFY(spp.waitForStarted());
        QVERIFY(spp.waitForBytesWritten());
        QCOMPARE(::poll(&watched, 1, 60'000), 1);
        std::array<char, 16> buffer{};
        QCOMPARE(::read(held, buffer.data(), buffer.size()), 6);
        ::kill(static_cast<pid_t>(spp.processId()), SIGKILL);
        QCOMPARE(::poll(&watched, 1, 60'000), 1);
        QCOMPARE(::read(held, buffer.data(), buffer.size()), 0); // nobody holds the other end
        ::close(held);
        spp.waitForFinished();
    }
};

SPP_TEST(TestSppWorld)
#include "tst_spp_world.moc"
