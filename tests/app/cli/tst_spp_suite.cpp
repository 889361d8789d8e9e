// SPDX-License-Identifier: MIT
/// spp run with many scenarios: results for people and for programs, exit statuses, and homes that stay as they were.
#include "tests/app/cli/spp_program.h"
#include "tests/app/temporary_home.h"
#include "tests/support/test_main.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QXmlStreamReader>

#include <csignal>
#include <memory>

namespace
{

const QByteArray mailTo = "C: HELO x\nC: MAIL FROM:<a@example.net>\nC: RCPT TO:<";

} // namespace

class TestSppSuite : public QObject
{
    Q_OBJECT

    std::unique_ptr<TemporaryHome> m_home;
    int m_status = -1;
    QString m_errors;

    QString run(const QStringList& arguments)
    {
        const auto ended = spp::test::runSpp(QStringList{"run"} + arguments);
        m_status = ended.status;
        m_errors = ended.errors;
        return ended.output;
    }

    QString scenario(const QString& name, const QByteArray& text) { return m_home->write("dialogs/" + name, text); }

private slots:
    void init()
    {
        m_home = std::make_unique<TemporaryHome>();
        m_home->write("control/rcpthosts", "example.org\n");
        m_home->write("plugins/policy",
                      "#!/bin/sh\necho ran >>ran\necho \"looking at $SMTPRCPTTO\" >&2\n"
                      "case $SMTPRCPTTO in bad*) echo 'E550 not here';; esac\n",
                      TemporaryHome::executable);
        scenario("good.spp", mailTo + "b@example.org>\nS: 250\n");
        scenario("wrong.spp", "title <&>\n" + mailTo + "bad@example.org>\nS: 250\n");
    }

    void allAsExpectedIsStatusZero()
    {
        const QString output = run({m_home->path("dialogs/good.spp"), m_home->path("dialogs/good.spp")});
        QCOMPARE(m_status, 0);
        QVERIFY2(output.endsWith("2 scenarios, all as expected\n"), qPrintable(output));
        QVERIFY(!QFile::exists(m_home->path("ran"))); // each ran in a copy
    }

    void aFailureIsShownWithThePluginsAroundIt()
    {
        const QString output = run({m_home->path("dialogs/good.spp"), m_home->path("dialogs/wrong.spp")});
        QCOMPARE(m_status, 1);
        QVERIFY2(output.contains("ok      ") && output.contains("FAILED  "), qPrintable(output));
        QVERIFY(output.contains("dialogs/wrong.spp:5: expected “250”, got “550 not here”"));
        const qsizetype command = output.indexOf("C: RCPT TO:<bad@example.org>");
        const qsizetype plugin = output.indexOf("plugins/policy: refused");
        const qsizetype log = output.indexOf("looking at bad@example.org");
        const qsizetype reply = output.indexOf("S: 550 not here");
        QVERIFY2(command > 0 && command < plugin && plugin < log && log < reply, qPrintable(output));
        QVERIFY(output.endsWith("1 scenario of 2 not as expected\n"));
    }

    void whatCanNotBeRunIsStatusTwoAndKeepsNothingElseFromRunning()
    {
        const QString output =
            run({scenario("broken.spp", "C: NOOP\nrain\n"), m_home->path("dialogs/good.spp"), "none.spp"});
        QCOMPARE(m_status, 2);
        QVERIFY2(output.contains("broken.spp: line 2, column 1: “rain” is unknown here"), qPrintable(output));
        QVERIFY(output.contains("none.spp: can't be opened"));
        QVERIFY(output.contains("ok      " + m_home->path("dialogs/good.spp")));
    }

    void severalRunAtATimeAndAreToldInTheirOrder()
    {
        QByteArray table = "| name | code |\n";
        for (int i = 0; i < 12; ++i)
            table += "| " + QByteArray(i % 3 == 2 ? "bad" : "b") + QByteArray::number(i) + " | " +
                     (i % 3 == 2 ? "550" : "250") + " |\n";
        const QString output =
            run({scenario("table.spp", table + mailTo + "${name}@example.org>\nS: ${code}\n"), "-j4"});
        QVERIFY2(output.endsWith("12 scenarios, all as expected\n"), qPrintable(output));
        QVERIFY(output.indexOf("name b0,") < output.indexOf("name b1,") &&
                output.indexOf("name bad2,") < output.indexOf("name b10,"));
    }

    void junitIsXmlWithACountOfAll()
    {
        const QString output =
            run({m_home->path("dialogs/good.spp"), m_home->path("dialogs/wrong.spp"), "none.spp", "--format", "junit"});
        QCOMPARE(m_status, 2);
        QXmlStreamReader xml(output);
        QStringList elements;
        QString counts;
        QString failure;
        while (!xml.atEnd()) {
            if (xml.readNext() != QXmlStreamReader::StartElement)
                continue;
            elements.append(xml.name().toString());
            if (xml.name() == u"testsuite")
                for (const char* name : {"tests", "failures", "errors"})
                    counts += xml.attributes().value(name).toString();
            if (xml.name() == u"failure")
                failure = xml.attributes().value("message").toString();
        }
        QVERIFY2(!xml.hasError(), qPrintable(xml.errorString()));
        QCOMPARE(elements, (QStringList{"testsuite", "testcase", "testcase", "failure", "testcase", "error"}));
        QCOMPARE(counts, "311");
        QVERIFY(failure.contains("expected “250”, got “550 not here”"));
    }

    void tapNumbersItsLines()
    {
        const QString output =
            run({m_home->path("dialogs/good.spp"), m_home->path("dialogs/wrong.spp"), "--format", "tap"});
        QVERIFY2(output.startsWith("TAP version 13\n1..2\nok 1 - ") && output.contains("\nnot ok 2 - "),
                 qPrintable(output));
    }

    void jsonHasWhatFailed()
    {
        const QString output = run({m_home->path("dialogs/wrong.spp"), "--format", "json"});
        QCOMPARE(m_status, 1);
        const auto cases = QJsonDocument::fromJson(output.toUtf8()).object()["cases"].toArray();
        QCOMPARE(cases.size(), 1);
        const auto failure = cases[0].toObject()["failures"].toArray()[0].toObject();
        QCOMPARE(failure["line"].toInt(), 5);
        QCOMPARE(failure["got"].toString(), "550 not here");
    }

    void ofOneScenarioEveryStepIsPrintedSessionBySession()
    {
        const QString output = run({scenario(
            "two.spp", "session first\n" + mailTo + "b@example.org>\nS: 250\nsession second\nC: QUIT\nS: 221\n")});
        QCOMPARE(m_status, 0);
        QVERIFY2(output.contains("session first") && output.contains("session second"), qPrintable(output));
        QVERIFY(output.indexOf("plugins/policy") < output.indexOf("session second"));
        QVERIFY(output.endsWith("every reply was as expected\n"));
    }

    void aSignalEndsAllThatRuns()
    {
        m_home->write("plugins/policy", "#!/bin/sh\necho $$ >>\"$OUT\"\nexec sleep 1000\n", TemporaryHome::executable);
        const QString out = m_home->path("pids");
        const QString slow = scenario("slow.spp", "env OUT=" + out.toUtf8() + "\n" + mailTo + "b@example.org>\n");
        QProcess spp;
        spp.start(SPP_PROGRAM, {"run", slow, slow, slow, "-j2"});
        QVERIFY(spp.waitForStarted());
        QTRY_COMPARE_WITH_TIMEOUT(m_home->read("pids").count('\n'), 2, 30'000);
        spp.terminate();
        QVERIFY(spp.waitForFinished(30'000));
        QCOMPARE(spp.exitStatus(), QProcess::CrashExit);
        for (const QByteArray& pid : m_home->read("pids").trimmed().split('\n'))
            QTRY_VERIFY(::kill(pid.toInt(), 0) != 0);
    }
};

SPP_TEST(TestSppSuite)
#include "tst_spp_suite.moc"
