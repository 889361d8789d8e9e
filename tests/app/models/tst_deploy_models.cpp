// SPDX-License-Identifier: MIT
/// What a deployment would do, and what is tried before, as lists.
#include "app/workbench/models/differences_model.h"
#include "app/workbench/models/trials_model.h"
#include "tests/support/test_main.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace spp;
using namespace spp::workbench;
using deploy::Difference;
using deploy::Differences;
using deploy::Entry;
using deploy::Kind;

class TestDeployModels : public QObject
{
    Q_OBJECT

    static Entry file(unsigned mode = 0644) { return {Kind::File, mode, {}, "x"}; }
    static Entry folder() { return {Kind::Folder, 0755, {}, {}}; }

    static Differences some()
    {
        return {{Difference::Deed::Change, "control/me", file(), file()},
                {Difference::Deed::Keep, "plugins/kept", file(), file()},
                {Difference::Deed::Add, "plugins/more", std::nullopt, folder()},
                {Difference::Deed::Add, "plugins/more/new", std::nullopt, file(0755)},
                {Difference::Deed::Remove, "plugins/\x1b", file(), std::nullopt}};
    }

    static QString row(const QAbstractItemModel& model, int row)
    {
        return model.index(row, 0).data().toString() + " | " + model.index(row, 1).data().toString();
    }

    static QStringList chosen(const DifferencesModel& model)
    {
        QStringList paths;
        for (const Difference& each : model.chosen())
            paths.append(QString::fromStdString(each.path));
        return paths;
    }

private slots:
    void eachDifferenceIsARow()
    {
        DifferencesModel model;
        const QAbstractItemModelTester tester(&model);
        model.setDifferences(some());
        QCOMPARE(row(model, 0), "control/me | changed");
        QCOMPARE(row(model, 1), "plugins/kept | only there");
        QCOMPARE(row(model, 2), "plugins/more/ | added");
        QCOMPARE(row(model, 3), "plugins/more/new | added, executable");
        QCOMPARE(row(model, 4), "plugins/\\x1b | removed");
        QCOMPARE(model.summary(), "2 files are added, 1 is changed, 1 is removed");
    }

    void whatIsLeftOutIsNotDone()
    {
        DifferencesModel model;
        model.setDifferences(some());
        QSignalSpy changed(&model, &DifferencesModel::choiceChanged);
        QVERIFY(model.setData(model.index(0, 0), Qt::Unchecked, Qt::CheckStateRole));
        QVERIFY(model.setData(model.index(4, 0), Qt::Unchecked, Qt::CheckStateRole));
        QCOMPARE(changed.count(), 2);
        QCOMPARE(chosen(model), (QStringList{"plugins/more", "plugins/more/new"}));
        // What stays as it is can't be chosen.
        QVERIFY(!model.setData(model.index(1, 0), Qt::Checked, Qt::CheckStateRole));
        QVERIFY(!model.flags(model.index(1, 0)).testFlag(Qt::ItemIsEnabled));
    }

    void aFileBringsItsFolderAlong()
    {
        DifferencesModel model;
        model.setDifferences(some());
        model.setData(model.index(2, 0), Qt::Unchecked, Qt::CheckStateRole);
        QVERIFY(chosen(model).contains("plugins/more"));
        model.setData(model.index(3, 0), Qt::Unchecked, Qt::CheckStateRole);
        QVERIFY(!chosen(model).contains("plugins/more"));
    }

    void trialsAreToldAsTheyGo()
    {
        TrialsModel model;
        const QAbstractItemModelTester tester(&model);
        model.begin();
        QCOMPARE(row(model, 0), "Checks | under way …");
        model.setErrors({});
        model.setDialogs({"dialogs/a.spp", "dialogs/b.spp"});
        QCOMPARE(row(model, 0), "Checks | no errors");
        QCOMPARE(row(model, 1), "dialogs/a.spp | waits …");
        model.setPlayed("dialogs/a.spp", {});
        QVERIFY(!model.hasFailed());
        model.setPlayed("dialogs/b.spp", "line 3: expected “550”, got “250 ok”");
        QCOMPARE(row(model, 1), "dialogs/a.spp | as expected");
        QCOMPARE(row(model, 2), "dialogs/b.spp | line 3: expected “550”, got “250 ok”");
        QVERIFY(model.hasFailed());
        QCOMPARE(model.failures(), "1 failing dialog");
    }

    void errorsAreCounted()
    {
        TrialsModel model;
        model.begin();
        check::Finding finding;
        finding.file = "control/smtpplugins";
        finding.line = 2;
        finding.sentence = "there is no such file";
        model.setErrors({finding, finding});
        QCOMPARE(row(model, 0), "Checks | 2 errors: control/smtpplugins:2: there is no such file");
        model.setDialogs({"dialogs/a.spp"});
        model.setPlayed("dialogs/a.spp", "no");
        QCOMPARE(model.failures(), "2 errors and 1 failing dialog");
    }
};

SPP_TEST(TestDeployModels)
#include "tst_deploy_models.moc"
