// SPDX-License-Identifier: MIT
/// spp check as a shell and CI see it: what is printed, in three formats, and the exit status.
#include "tests/app/temporary_home.h"
#include "tests/support/test_main.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTest>

#include <memory>

class TestSppCheck : public QObject
{
    Q_OBJECT

    std::unique_ptr<TemporaryHome> m_home;
    int m_status = -1;
    QByteArray m_errors;

    QByteArray check(const QStringList& arguments)
    {
        QProcess spp;
        spp.start(SPP_PROGRAM, QStringList("check") + arguments);
        if (!spp.waitForFinished(60'000))
            return "(did not end)";
        m_status = spp.exitCode();
        m_errors = spp.readAllStandardError();
        return spp.readAllStandardOutput();
    }

private slots:
    void init()
    {
        m_home = std::make_unique<TemporaryHome>();
        m_home->write("control/me", "mail.example.org\n");
        m_home->write("control/rcpthosts", "example.org\n");
        m_home->write("control/smtpplugins", "[rctp]\nplugins/policy\n");
        m_home->write("plugins/policy", "#!/bin/sh\ntrue\n", TemporaryHome::executable);
    }

    void theSampleHomeIsSound()
    {
        QVERIFY(check({SAMPLE_HOME}).contains("nothing wrong was found"));
        QCOMPARE(m_status, 0);
    }

    void warningsFailOnlyWhereTheyCount()
    {
        QCOMPARE(
            check({m_home->path()}),
            QByteArray("control/smtpplugins:1:1: warning: “[rctp]” is taken for [rcpt], since only its first letter "
                       "counts; write [rcpt] if that is meant [misspelt-section]\n0 errors, 1 warning, 0 notes\n"));
        QCOMPARE(m_status, 0);
        check({m_home->path(), "--strict"});
        QCOMPARE(m_status, 1);
    }

    void errorsFail()
    {
        m_home->write("control/smtpplugins", "[rcpt]\nplugins/none\n");
        QVERIFY(check({m_home->path()}).contains("control/smtpplugins:2:1: error: "));
        QCOMPARE(m_status, 1);
    }

    void aFolderInTheHomeWillDo()
    {
        QVERIFY(check({m_home->path("control")}).contains("misspelt-section"));
        QCOMPARE(m_status, 0);
    }

    void jsonIsForPrograms()
    {
        const auto json = QJsonDocument::fromJson(check({m_home->path(), "--format", "json"})).object();
        const auto finding = json["findings"].toArray().at(0).toObject();
        QCOMPARE(finding["file"].toString(), "control/smtpplugins");
        QCOMPARE(finding["line"].toInt(), 1);
        QCOMPARE(finding["rule"].toString(), "misspelt-section");
        QCOMPARE(finding["severity"].toString(), "warning");
        QCOMPARE(finding["fix"].toString(), "Write [rcpt]");
    }

    void sarifIsForCodeHosts()
    {
        const auto sarif = QJsonDocument::fromJson(check({m_home->path(), "--format", "sarif"})).object();
        QCOMPARE(sarif["version"].toString(), "2.1.0");
        const auto run = sarif["runs"].toArray().at(0).toObject();
        const auto result = run["results"].toArray().at(0).toObject();
        const auto rules = run["tool"].toObject()["driver"].toObject()["rules"].toArray();
        QCOMPARE(rules.at(result["ruleIndex"].toInt()).toObject()["id"], result["ruleId"]);
        const auto place = result["locations"].toArray().at(0).toObject()["physicalLocation"].toObject();
        QCOMPARE(place["artifactLocation"].toObject()["uri"].toString(), "control/smtpplugins");
        QCOMPARE(place["region"].toObject()["startLine"].toInt(), 1);
    }

    void bytesThatAreNoTextComeThrough()
    {
        m_home->write("control/smtpplugins", "[rcpt]\n\xff\x1b[31m\n");
        QVERIFY(!check({m_home->path()}).contains('\x1b'));
        for (const char* format : {"json", "sarif"})
            QVERIFY(!QJsonDocument::fromJson(check({m_home->path(), "--format", format})).isNull());
    }

    void whatCanNotBeCheckedSaysWhy()
    {
        check({m_home->path("nowhere")});
        QCOMPARE(m_status, 2);
        QVERIFY2(m_errors.contains("nowhere: can't be opened"), m_errors);
        check({"/"});
        QCOMPARE(m_status, 2);
        QVERIFY2(m_errors.contains("control folder"), m_errors);
        check({m_home->path(), "--dialect", "none"});
        QCOMPARE(m_status, 2);
        QVERIFY2(m_errors.contains("no dialect none"), m_errors);
    }
};

SPP_TEST(TestSppCheck)
#include "tst_spp_check.moc"
