// SPDX-License-Identifier: MIT
/// Sessions that are recorded and shown again.
#include "tests/app/cli/spp_program.h"
#include "tests/support/test_main.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

using namespace spp::test;

class TestSppShow : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;
    QString m_home;
    QString m_trace;

    QString tour() const { return m_home + "/dialogs/tour.spp"; }

private slots:
    void initTestCase()
    {
        m_home = m_folder.filePath("home");
        QCOMPARE(QProcess::execute("cp", {"-R", SAMPLE_HOME, m_home}), 0);
        m_trace = m_folder.filePath("tour.spptrace");
        QCOMPARE(runSpp({"run", tour(), "--record", m_trace}).status, 0);
    }

    void whatIsShownIsWhatTheRunPrinted()
    {
        const Ended ran = runSpp({"run", tour(), "--record", m_trace});
        const Ended shown = runSpp({"show", m_trace});
        QCOMPARE(shown.status, 0);
        // Behind the heads of both; what the client says has its number in a trace.
        QString steps = shown.output;
        steps.remove(QRegularExpression("   \\[\\d+\\]$", QRegularExpression::MultilineOption));
        const auto fromStart = [](const QString& text) { return text.mid(text.indexOf("Client connected")); };
        QVERIFY2(fromStart(ran.output).startsWith(fromStart(steps)), qPrintable(shown.output));
        QVERIFY(shown.output.contains("home " + m_home + ", dialect modern, recorded by spp "));
    }

    void aStepOrAPluginCanBeShownAlone()
    {
        const Ended step = runSpp({"show", m_trace, "--step", "2"});
        QCOMPARE(step.status, 0);
        QVERIFY2(step.output.contains("C: MAIL FROM:<offers@shop.invalid>   [2]\n"), qPrintable(step.output));
        QVERIFY(!step.output.contains("C: EHLO"));
        const Ended plugin = runSpp({"show", m_trace, "--plugin", "recipient-policy"});
        QCOMPARE(plugin.status, 0);
        QVERIFY(plugin.output.contains("plugins/recipient-policy"));
        QVERIFY2(!plugin.output.contains("plugins/recipient-limit"), qPrintable(plugin.output));
        QVERIFY(!plugin.output.contains("S: "));
    }

    void whatIsNotThereIsTold()
    {
        const Ended step = runSpp({"show", m_trace, "--step", "99"});
        QCOMPARE(step.status, 2);
        QVERIFY2(step.errors.contains("there is no step 99; the last is "), qPrintable(step.errors));
        const Ended plugin = runSpp({"show", m_trace, "--plugin", "no-such"});
        QCOMPARE(plugin.status, 2);
        QVERIFY2(plugin.errors.contains("no-such did not run; plugins that did: "), qPrintable(plugin.errors));
        QVERIFY(plugin.errors.contains("plugins/helo-check"));
        const Ended other = runSpp({"show", tour()});
        QCOMPARE(other.status, 2);
        QVERIFY2(other.errors.contains("line 1: this is no trace"), qPrintable(other.errors));
    }

    void otherProgramsGetJson()
    {
        const Ended shown = runSpp({"show", m_trace, "--plugin", "plugins/helo-check", "--format", "json"});
        QCOMPARE(shown.status, 0);
        const auto session = QJsonDocument::fromJson(shown.output.toUtf8())["sessions"][0].toObject();
        QCOMPARE(session["home"].toString(), m_home);
        const auto steps = session["steps"].toArray();
        QCOMPARE(steps.size(), 4); // two greetings, each with its plugin
        QCOMPARE(steps[0].toObject()["text"].toString(), QString("EHLO mail.example.net"));
        QVERIFY(steps[1].toObject()["plugin"].toObject()["environment"].toArray().contains(
            "SMTPHELOHOST=mail.example.net"));
    }

    void severalScenariosAreOneTrace()
    {
        const QString file = m_folder.filePath("all.spptrace");
        const Ended ran = runSpp({"run", tour(), m_home + "/dialogs/bounce.spp", "--jobs", "2", "--record", file});
        QCOMPARE(ran.status, 0);
        const Ended shown = runSpp({"show", file});
        QCOMPARE(shown.status, 0);
        const auto first = shown.output.indexOf(tour());
        const auto second = shown.output.indexOf("dialogs/bounce.spp");
        QVERIFY2(first >= 0 && second > first, qPrintable(shown.output));
        // They ran in copies that are gone.
        QCOMPARE(shown.output.count("home " + m_home + ","), 2);
    }

    void aLoginIsNotInTheTrace()
    {
        QFile scenario(m_folder.filePath("login.spp"));
        QVERIFY(scenario.open(QIODevice::WriteOnly));
        scenario.write(
            "dialect qmail-spp-smtpauth\nauth accept\nC: EHLO x\nC: AUTH LOGIN dXNlcg==\nC: c2VjcmV0\nS: 235\n"
            "C: AUTH PLAIN AHVzZXIAc2VjcmV0\n");
        scenario.close();
        const QString file = m_folder.filePath("login.spptrace");
        QCOMPARE(runSpp({"run", scenario.fileName(), "--home", m_home, "--record", file}).status, 0);
        QFile trace(file);
        QVERIFY(trace.open(QIODevice::ReadOnly));
        const QByteArray bytes = trace.readAll();
        QVERIFY(bytes.contains("not shown"));
        for (const char* secret : {"c2VjcmV0", "AHVzZXIAc2VjcmV0", "secret"})
            QVERIFY2(!bytes.contains(secret), secret);
    }

    void aTraceThatCantBeWrittenIsTold()
    {
        const Ended ran = runSpp({"run", tour(), "--record", m_folder.filePath("no/such/folder.spptrace")});
        QCOMPARE(ran.status, 2);
        QVERIFY2(ran.errors.contains("the trace can't be written"), qPrintable(ran.errors));
    }
};

SPP_TEST(TestSppShow)
#include "tst_spp_show.moc"
