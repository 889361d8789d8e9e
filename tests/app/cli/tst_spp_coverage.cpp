// SPDX-License-Identifier: MIT
/// spp run --coverage: which outcomes of the plugins were seen, on the terminal and in files, and when that fails.
#include "tests/app/cli/spp_program.h"
#include "tests/app/temporary_home.h"
#include "tests/support/test_main.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QXmlStreamReader>

#include <memory>

class TestSppCoverage : public QObject
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

    QString dialog(const QString& name) const { return m_home->path("dialogs/" + name); }

private slots:
    void init()
    {
        m_home = std::make_unique<TemporaryHome>();
        m_home->write("control/smtpplugins", "[mail]\nplugins/idle\n[rcpt]\nplugins/policy\n:plugins/<late>&co 2\n");
        m_home->write(
            "plugins/policy",
            "#!/bin/sh\n# Prints  E   550 to <bad> ones & others\n#         E   451 to late ones\n"
            "case $SMTPRCPTTO in bad*) echo 'E550 no';; late*) echo 'E451 later';; odd*) echo 'Sx=1';; esac\n",
            TemporaryHome::executable);
        m_home->write("plugins/idle", "#!/bin/sh\n", TemporaryHome::executable);
        const auto scenario = [&](const char* name, const char* recipient) {
            m_home->write(
                QString("dialogs/") + name + ".spp",
                QByteArray("C: HELO x\nC: MAIL FROM:<a@example.net>\nC: RCPT TO:<") + recipient + "@example.org>\n");
        };
        scenario("good", "b");
        scenario("bad", "bad");
        scenario("late", "late");
        scenario("odd", "odd");
    }

    void whatWasNeverSeenIsTold()
    {
        const QString output = run({dialog("good.spp"), dialog("bad.spp"), "--coverage"});
        QCOMPARE(m_status, 0); // it is told, and nobody wanted more
        QVERIFY2(output.contains("never seen: plugins/policy → E451  (to late ones)\n"), qPrintable(output));
        QVERIFY2(!output.contains("policy → E550") && !output.contains("policy → pass"), qPrintable(output));
    }

    void fullCoverageFailsUntilAllIsSeen()
    {
        m_home->write("control/smtpplugins", "[rcpt]\nplugins/policy\n");
        QString output = run({dialog("good.spp"), dialog("bad.spp"), "--full-coverage"});
        QCOMPARE(m_status, 1);
        QVERIFY2(output.endsWith("seen: 2 of 3 outcomes of 1 plugin\n"), qPrintable(output));
        output = run({dialog("good.spp"), dialog("bad.spp"), dialog("late.spp"), "--full-coverage", "-j3"});
        QCOMPARE(m_status, 0);
        QVERIFY2(output.endsWith("all seen: 3 outcomes of 1 plugin\n"), qPrintable(output));
    }

    void aScenarioThatFailsCountsAndFails()
    {
        m_home->write("control/smtpplugins", "[rcpt]\nplugins/policy\n");
        m_home->write("dialogs/late.spp", "C: MAIL FROM:<>\nC: RCPT TO:<late@example.org>\nS: 250\n");
        const QString output = run({dialog("good.spp"), dialog("bad.spp"), dialog("late.spp"), "--full-coverage"});
        QCOMPARE(m_status, 1);
        QVERIFY2(output.endsWith("all seen: 3 outcomes of 1 plugin\n"), qPrintable(output));
    }

    void aPluginThatNeverRanIsTold()
    {
        const QString output = run({m_home->write("dialogs/noop.spp", "C: NOOP\nS: 250\n"), "--full-coverage"});
        QCOMPARE(m_status, 1);
        QVERIFY2(output.contains("never ran: plugins/idle: control/smtpplugins:2 [mail] plugins/idle\n"),
                 qPrintable(output));
    }

    void whatTheHeadDoesNotSayIsTold()
    {
        const QString output = run({dialog("odd.spp"), "--coverage"});
        QVERIFY2(output.contains("not announced: plugins/policy → S, which its head does not say; first in " +
                                 dialog("odd.spp")),
                 qPrintable(output));
    }

    void answersInAPluginsPlaceDoNotCount()
    {
        m_home->write("control/smtpplugins", "[rcpt]\nplugins/policy\n");
        const QString output = run({m_home->write("dialogs/pretended.spp",
                                                  "answer plugins/policy E550 no\nC: MAIL FROM:<>\n"
                                                  "C: RCPT TO:<b@example.org>\nS: 550\n"),
                                    "--coverage"});
        QVERIFY2(
            output.contains("never ran: plugins/policy: control/smtpplugins:2 [rcpt] plugins/policy; 1 answer in its "
                            "place, which is not counted\n"),
            qPrintable(output));
    }

    void junitHasACaseForEachOutcome()
    {
        const QString file = m_home->path("coverage.xml");
        QFile::remove(file);
        run({dialog("good.spp"), dialog("bad.spp"), "--coverage-file", file});
        QCOMPARE(m_status, 0);
        QXmlStreamReader xml(QString::fromUtf8(m_home->read("coverage.xml")));
        QStringList cases;
        QString counts;
        while (!xml.atEnd()) {
            if (xml.readNext() != QXmlStreamReader::StartElement)
                continue;
            if (xml.name() == u"testsuite")
                counts =
                    xml.attributes().value("tests").toString() + " " + xml.attributes().value("failures").toString();
            if (xml.name() == u"testcase")
                cases +=
                    xml.attributes().value("classname").toString() + " " + xml.attributes().value("name").toString();
            if (xml.name() == u"failure")
                cases.back() += " failed";
        }
        QVERIFY2(!xml.hasError(), qPrintable(xml.errorString()));
        QVERIFY2(cases.contains("plugins/policy E550") && cases.contains("plugins/policy E451 failed") &&
                     cases.contains("plugins/policy pass"),
                 qPrintable(cases.join('\n')));
        QCOMPARE(counts, QString::number(cases.size()) + " " + QString::number(cases.filter(" failed").size()));
    }

    void thePageNeedsNothingElseAndEscapesAll()
    {
        run({dialog("good.spp"), "--coverage-file", m_home->path("coverage.html")});
        const QString page = QString::fromUtf8(m_home->read("coverage.html"));
        QVERIFY(page.startsWith("<!DOCTYPE html>") && page.endsWith("</html>\n"));
        QVERIFY(page.contains("prefers-color-scheme: dark"));
        QVERIFY(page.contains("to &lt;bad&gt; ones &amp; others") && !page.contains("<bad>"));
        QVERIFY(page.contains(":plugins/&lt;late&gt;&amp;co 2") && !page.contains("<late>"));
        for (const char* foreign : {"http:", "https:", "src=", "url(", "@import", "<script", "<link"})
            QVERIFY2(!page.contains(foreign), foreign);
    }

    void jsonHasAllOfIt()
    {
        run({dialog("bad.spp"), "--coverage-file", m_home->path("coverage.json")});
        const auto document = QJsonDocument::fromJson(m_home->read("coverage.json")).object();
        QCOMPARE(document["full"].toBool(), false);
        const auto plugins = document["homes"].toArray()[0].toObject()["plugins"].toArray();
        QCOMPARE(plugins.size(), 3);
        const auto policy = plugins[1].toObject();
        QCOMPARE(policy["plugin"].toString(), "plugins/policy");
        QCOMPARE(policy["known"].toString(), "head");
        const auto refused = policy["outcomes"].toArray()[1].toObject();
        QCOMPARE(refused["outcome"].toString(), "E550");
        QCOMPARE(refused["times"].toInt(), 1);
        QCOMPARE(refused["first"].toString(), dialog("bad.spp"));
    }

    void whatProgramsReadIsNotMixedWithTheTable()
    {
        const QString output = run({dialog("good.spp"), "--coverage", "--format", "junit"});
        QVERIFY2(output.startsWith("<?xml") && output.endsWith("</testsuite>\n"), qPrintable(output));
        QVERIFY2(m_errors.contains("never seen: plugins/policy → E550"), qPrintable(m_errors));
    }

    void withoutPluginsThereIsNothingToSee()
    {
        m_home->write("control/smtpplugins", "");
        const QString output = run({dialog("good.spp"), "--coverage"});
        QVERIFY2(output.endsWith("\nthere are no plugins of which something could be seen\n"), qPrintable(output));
        QVERIFY2(!output.contains("never seen"), qPrintable(output));
    }

    void severalHomesAreToldApart()
    {
        TemporaryHome other;
        other.write("control/smtpplugins", "[rcpt]\n:echo N\n");
        const QString there = other.write("dialogs/a.spp", "C: MAIL FROM:<>\nC: RCPT TO:<b@example.org>\n");
        const QString output = run({dialog("good.spp"), there, "--coverage"});
        QVERIFY2(output.contains("home " + QFileInfo(other.path()).canonicalFilePath() + "\n"), qPrintable(output));
        QVERIFY2(output.contains("of 4 plugins\n"), qPrintable(output));
    }

    void aFileNeedsAnEndingThatSaysItsForm()
    {
        run({dialog("good.spp"), "--coverage-file", m_home->path("coverage.txt")});
        QCOMPARE(m_status, 2);
        QVERIFY2(m_errors.contains("end it in .html, .xml (JUnit) or .json"), qPrintable(m_errors));
        run({dialog("good.spp"), "--coverage-file", m_home->path("control/me/coverage.json")});
        QCOMPARE(m_status, 2);
    }
};

SPP_TEST(TestSppCoverage)
#include "tst_spp_coverage.moc"
