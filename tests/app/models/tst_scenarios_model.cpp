// SPDX-License-Identifier: MIT
#include "app/workbench/models/scenarios_model.h"
#include "tests/support/test_main.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>

using namespace spp::workbench;
using spp::scenario::Failure;
using Mark = ScenarioMark;

namespace
{

const QString folder = QStringLiteral("/home/dialogs");

QString pathOf(const QString& name)
{
    return folder + u'/' + name;
}

/// @param sessions of each case
ScenarioOutline outline(int cases, int sessions = 1)
{
    ScenarioOutline made;
    for (int i = 0; i < cases; ++i) {
        CaseOutline& each = made.cases.emplace_back();
        if (cases > 1)
            each.row = QStringLiteral("row %1").arg(i);
        for (int session = 0; session < sessions; ++session)
            each.sessions.push_back({QString(), 2 + session});
    }
    return made;
}

Failure failure(std::size_t line)
{
    return {line, "250", "550 no", true, 3, {}};
}

/// @param failures of each session
CaseOutcome outcome(std::vector<int> failures, const QString& error = {})
{
    CaseOutcome made;
    for (const int count : failures) {
        SessionOutcome& session = made.sessions.emplace_back();
        for (int i = 0; i < count; ++i)
            session.failures.push_back(failure(static_cast<std::size_t>(i) + 10));
    }
    made.error = error;
    return made;
}

QChar signOf(const QModelIndex& index)
{
    const QVariant mark = index.data(ScenariosModel::MarkRole);
    return mark.isValid() ? QStringLiteral("-.>+!?")[mark.toInt()] : QChar(u' ');
}

/// The tree as text: the sign of each row, its name, what stands behind it; "~" if it is stale.
QStringList print(const ScenariosModel& model, const QModelIndex& parent = {}, int depth = 0)
{
    QStringList lines;
    for (int row = 0; row < model.rowCount(parent); ++row) {
        const QModelIndex index = model.index(row, 0, parent);
        const QString detail = index.data(ScenariosModel::DetailRole).toString();
        const bool isStale = index.data(ScenariosModel::StaleRole).toBool();
        lines << QStringLiteral("%1%2%3 %4%5")
                     .arg(QString(depth * 2, u' '), QString(signOf(index)), isStale ? "~" : "", index.data().toString(),
                          detail.isEmpty() ? QString() : " | " + detail);
        lines += print(model, index, depth + 1);
    }
    return lines;
}

} // namespace

class TestScenariosModel : public QObject
{
    Q_OBJECT

    struct Tree
    {
        explicit Tree(const QStringList& names)
        {
            QStringList paths;
            for (const QString& name : names)
                paths << pathOf(name);
            model.setFiles(folder, paths);
        }
        void set(const QString& name, const ScenarioOutline& outline) { model.setOutline(pathOf(name), outline); }
        void run(const QString& name, std::size_t index, const CaseOutcome& outcome)
        {
            model.setRunning(pathOf(name), index);
            model.setOutcome(pathOf(name), index, outcome);
        }
        QModelIndex find(const QString& text, const QModelIndex& parent = {}) const
        {
            for (int row = 0; row < model.rowCount(parent); ++row) {
                const QModelIndex index = model.index(row, 0, parent);
                if (index.data().toString().contains(text))
                    return index;
                if (const QModelIndex below = find(text, index); below.isValid())
                    return below;
            }
            return {};
        }

        ScenariosModel model;
        QAbstractItemModelTester tester{&model, QAbstractItemModelTester::FailureReportingMode::QtTest};
    };

private slots:
    void whatThereIsOneOfHasNoRowOfItsOwn()
    {
        Tree tree({"a.spp", "b.spp", "c.spp", "d.spp"});
        tree.set("a.spp", outline(1));
        tree.set("b.spp", outline(2));
        tree.set("c.spp", outline(1, 2));
        tree.set("d.spp", outline(2, 2));
        tree.run("a.spp", 0, outcome({1}));
        tree.run("b.spp", 1, outcome({1}));
        tree.run("c.spp", 0, outcome({0, 1}));
        tree.run("d.spp", 0, outcome({0, 1}));
        const QString failed = "line 10: expected 250, got “550 no”";
        QCOMPARE(print(tree.model),
                 QStringList({"! a.spp", "    " + failed, "! b.spp | 1 of 2 failed", "  - row 0", "  ! row 1",
                              "      " + failed, "! c.spp", "  + session 1", "  ! session 2", "      " + failed,
                              "! d.spp | 1 of 2 failed", "  ! row 0", "    + session 1", "    ! session 2",
                              "        " + failed, "  - row 1", "    - session 1", "    - session 2"}));
    }

    void casesWaitRunAndEnd()
    {
        Tree tree({"a.spp", "b.spp"});
        tree.set("a.spp", outline(2));
        tree.set("b.spp", outline(1));
        QCOMPARE(tree.model.summary(), QStringLiteral("3 cases, not run yet"));
        tree.model.begin({{pathOf("a.spp"), std::nullopt}});
        QCOMPARE(tree.model.summary(), QStringLiteral("0 of 2 …"));
        tree.model.setRunning(pathOf("a.spp"), 0);
        QCOMPARE(print(tree.model), QStringList({"> a.spp | 0 of 2 …", "  > row 0", "  . row 1", "- b.spp"}));
        tree.model.setOutcome(pathOf("a.spp"), 0, outcome({1}));
        QCOMPARE(tree.model.summary(), QStringLiteral("1 of 2 …, 1 failed"));
        tree.model.end(); // the other was stopped
        QCOMPARE(tree.model.summary(), QStringLiteral("0 of 1 as expected, 1 failed, 2 not run"));
    }

    void aFileThatCantBeUnderstoodSaysWhy()
    {
        Tree tree({"a.spp"});
        ScenarioOutline broken;
        broken.error = "line 3, column 7: “exepct” is unknown here";
        tree.set("a.spp", broken);
        QCOMPARE(print(tree.model), QStringList({"? a.spp", "    line 3, column 7: “exepct” is unknown here"}));
        const QModelIndex trouble = tree.find("column 7");
        QCOMPARE(tree.model.rowOf(trouble).kind, ScenariosModel::Kind::Trouble);
        QCOMPARE(tree.model.rowOf(trouble).line, 3);
        QCOMPARE(tree.model.summary(), QStringLiteral("0 of 1 as expected, 1 could not be run"));
        QCOMPARE(tree.model.failed().size(), std::size_t(1));
    }

    void resultsOutliveAMistakeThatIsMended()
    {
        Tree tree({"a.spp"});
        tree.set("a.spp", outline(2));
        tree.run("a.spp", 0, outcome({0}));
        tree.run("a.spp", 1, outcome({1}));
        ScenarioOutline broken;
        broken.error = "line 1, column 1: no";
        tree.set("a.spp", broken);
        QCOMPARE(tree.model.rowCount(tree.model.index(0, 0)), 1);
        tree.set("a.spp", outline(3));
        QCOMPARE(print(tree.model).mid(1, 2), QStringList({"  +~ row 0", "  !~ row 1"}));
        QVERIFY(tree.model.summary().endsWith("; changed since"));
    }

    void aChangedFileIsStaleUntilItHasRun()
    {
        Tree tree({"a.spp"});
        tree.set("a.spp", outline(1));
        tree.run("a.spp", 0, outcome({1}));
        QCOMPARE(print(tree.model).first(), QStringLiteral("! a.spp"));
        tree.set("a.spp", outline(1));
        QCOMPARE(print(tree.model).first(), QStringLiteral("!~ a.spp"));
        tree.run("a.spp", 0, outcome({0}));
        QCOMPARE(print(tree.model), QStringList({"+ a.spp"}));
        tree.model.setAllStale();
        QCOMPARE(print(tree.model), QStringList({"+~ a.spp"}));
    }

    void filesComeAndGoWithoutAReset()
    {
        Tree tree({"b.spp"});
        tree.set("b.spp", outline(1));
        tree.run("b.spp", 0, outcome({1}));
        const QPersistentModelIndex failed = tree.find("line 10");
        const QSignalSpy resets(&tree.model, &QAbstractItemModel::modelReset);
        tree.model.setFiles(folder, {pathOf("a.spp"), pathOf("b.spp"), "/elsewhere/z.spp"});
        QCOMPARE(print(tree.model),
                 QStringList({"- /elsewhere/z.spp", "- a.spp", "! b.spp", "    line 10: expected 250, got “550 no”"}));
        QVERIFY(failed.isValid());
        QCOMPARE(failed.parent().row(), 2);
        tree.model.setFiles(folder, {pathOf("a.spp")});
        QVERIFY(!failed.isValid());
        QCOMPARE(print(tree.model), QStringList({"- a.spp"}));
        QCOMPARE(resets.count(), 0);
    }

    void failuresThatAreThereAgainKeepTheirRows()
    {
        Tree tree({"a.spp"});
        tree.set("a.spp", outline(1, 2));
        tree.run("a.spp", 0, outcome({2, 1}, "the home is gone"));
        const QPersistentModelIndex second = tree.find("line 11");
        QVERIFY(second.isValid());
        tree.run("a.spp", 0, outcome({2}));
        QVERIFY(second.isValid());
        QCOMPARE(print(tree.model).size(), 5);
        tree.run("a.spp", 0, outcome({1, 3}));
        QVERIFY(!second.isValid());
        QCOMPARE(print(tree.model).size(), 7);
    }

    void rowsKnowTheirPlace()
    {
        Tree tree({"a.spp"});
        tree.set("a.spp", outline(2, 2));
        tree.run("a.spp", 1, outcome({0, 1}));
        const auto failed = tree.model.rowOf(tree.find("line 10"));
        QCOMPARE(failed.place, (ScenarioPlace{pathOf("a.spp"), 1, 1}));
        QCOMPARE(failed.line, 10);
        const auto session = tree.model.rowOf(tree.find("session 2", tree.find("row 1")));
        QCOMPARE(session.kind, ScenariosModel::Kind::Session);
        QCOMPARE(session.line, 3);
        QCOMPARE(tree.model.failedBelow(tree.model.index(0, 0)).size(), std::size_t(1));
        QVERIFY(tree.model.failedBelow(tree.find("row 0")).empty());
        QCOMPARE(tree.model.failureOf(tree.find("line 10"))->line, std::size_t(10));
        QCOMPARE(tree.model.failureOf(tree.find("row 1")), nullptr);
    }

    void whatRunsIsACaseOrAFile()
    {
        Tree tree({"a.spp", "b.spp"});
        tree.set("a.spp", outline(3));
        tree.set("b.spp", outline(1));
        tree.run("a.spp", 2, outcome({1}));
        const auto ofCase = tree.model.partsOf(tree.find("line 10"));
        QCOMPARE(ofCase.front().cases, std::optional(std::vector<std::size_t>{2}));
        QCOMPARE(tree.model.partsOf(tree.model.index(0, 0)).front().cases, std::nullopt);
        QCOMPARE(tree.model.all().size(), std::size_t(2));
        QCOMPARE(tree.model.failed().size(), std::size_t(1));
        QCOMPARE(tree.model.failed().front().cases, std::optional(std::vector<std::size_t>{2}));
        QVERIFY(tree.model.partsOf({}).empty());
    }

    void aResultOfSomethingThatIsGoneIsDropped()
    {
        Tree tree({"a.spp"});
        tree.set("a.spp", outline(1));
        tree.run("a.spp", 5, outcome({1}));
        tree.run("gone.spp", 0, outcome({1}));
        tree.run("a.spp", 0, outcome({0, 1, 1})); // more sessions than the file has by now
        QCOMPARE(print(tree.model), QStringList({"+ a.spp"}));
    }

    void unsavedFilesHaveAStar()
    {
        Tree tree({"a.spp"});
        tree.set("a.spp", outline(1));
        tree.model.setUnsaved({pathOf("a.spp")});
        QCOMPARE(print(tree.model), QStringList({"- a.spp *"}));
        tree.model.setUnsaved({});
        QCOMPARE(print(tree.model), QStringList({"- a.spp"}));
    }
};

SPP_TEST(TestScenariosModel)
#include "tst_scenarios_model.moc"
