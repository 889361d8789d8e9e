// SPDX-License-Identifier: MIT
#include "app/workbench/models/findings_model.h"
#include "tests/support/test_main.h"

#include <QSignalSpy>
#include <QTest>

using namespace spp;
using namespace spp::workbench;

class TestFindingsModel : public QObject
{
    Q_OBJECT

    static check::Finding finding(check::Rule rule, std::size_t line = 3)
    {
        return {rule, "plugins/a", line, 0, 0, "is wrong", {}};
    }

private slots:
    void rowsSayWhatAndWhere()
    {
        FindingsModel model;
        model.setFindings({finding(check::Rule::SyntaxError), finding(check::Rule::NoRcptHosts, 0)});
        QCOMPARE(model.rowCount(), 2);
        QCOMPARE(model.index(0, FindingsModel::SentenceColumn).data().toString(), "is wrong");
        QCOMPARE(model.index(0, FindingsModel::FileColumn).data().toString(), "plugins/a");
        QCOMPARE(model.index(0, FindingsModel::LineColumn).data().toInt(), 3);
        QVERIFY(!model.index(1, FindingsModel::LineColumn).data().isValid());
        QCOMPARE(model.index(0, 0).data(FindingsModel::SeverityRole).toInt(), static_cast<int>(trace::Severity::Error));
    }

    void theSummaryCounts_data()
    {
        QTest::addColumn<int>("errors");
        QTest::addColumn<int>("warnings");
        QTest::addColumn<int>("notes");
        QTest::addColumn<QString>("summary");
        QTest::newRow("nothing") << 0 << 0 << 0 << "";
        QTest::newRow("one of each") << 1 << 1 << 1 << "1 error, 1 warning";
        QTest::newRow("several") << 2 << 3 << 0 << "2 errors, 3 warnings";
        QTest::newRow("notes alone") << 0 << 0 << 2 << "2 notes";
    }
    void theSummaryCounts()
    {
        QFETCH(int, errors);
        QFETCH(int, warnings);
        QFETCH(int, notes);
        std::vector<check::Finding> findings(static_cast<std::size_t>(errors), finding(check::Rule::SyntaxError));
        findings.insert(findings.end(), static_cast<std::size_t>(warnings), finding(check::Rule::DuplicatePlugin));
        findings.insert(findings.end(), static_cast<std::size_t>(notes), finding(check::Rule::ParentAsSession));
        FindingsModel model;
        model.setFindings(findings);
        QTEST(model.summary(), "summary");
    }

    void theSameFindingsChangeNothing()
    {
        FindingsModel model;
        model.setFindings({finding(check::Rule::SyntaxError)});
        QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
        model.setFindings({finding(check::Rule::SyntaxError)});
        QCOMPARE(reset.count(), 0);
    }
};

SPP_TEST(TestFindingsModel)
#include "tst_findings_model.moc"
