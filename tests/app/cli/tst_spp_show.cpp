// SPDX-License-Identifier: MIT
/// Sessions that are recorded and shown again.
#include "app/cli/step_printer.h"
#include "core/trace/trace_file.h"
#include "tests/app/cli/spp_program.h"
#include "tests/support/test_main.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <random>
#include <sstream>

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

    /// Lines are missing, come twice, change places: what can be read is printed.
    void aDamagedTraceBreaksNothing()
    {
        QFile file(m_trace);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QList<QByteArray> lines = file.readAll().split('\n');
        std::mt19937 random(1);
        int printed = 0;
        for (int i = 0; i < 50; ++i) {
            QList<QByteArray> damaged;
            for (const auto& line : lines)
                if (random() % 10 != 0)
                    damaged.append(QList<QByteArray>(random() % 8 == 0 ? 2 : 1, line));
            if (damaged.size() > 2)
                damaged.swapItemsAt(1, 1 + static_cast<qsizetype>(random() % (damaged.size() - 1)));
            const auto sessions = spp::trace::parseTrace(damaged.join('\n').toStdString());
            if (!sessions)
                continue;
            std::ostringstream out;
            spp::cli::Screen screen(out, false);
            spp::cli::StepPrinter printer(screen);
            printer.showNumbers();
            for (const auto& record : sessions->front().records)
                printer.print(record);
            printed += out.str().empty() ? 0 : 1;
        }
        QVERIFY2(printed > 20, qPrintable(QString::number(printed)));
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
        // A scenario in a trace's place, by mistake.
        const Ended mistaken = runSpp({"run", tour(), "--record", m_home + "/dialogs/bounce.spp"});
        QCOMPARE(mistaken.status, 2);
        QVERIFY2(mistaken.errors.contains("is there already, and no trace; it was left as it is"),
                 qPrintable(mistaken.errors));
        QCOMPARE(runSpp({"run", m_home + "/dialogs/bounce.spp"}).status, 0);
    }
};

SPP_TEST(TestSppShow)
#include "tst_spp_show.moc"
