// SPDX-License-Identifier: MIT
#include "app/workbench/models/home_model.h"
#include "tests/app/temporary_home.h"
#include "tests/support/test_main.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>

using spp::workbench::HomeModel;

namespace
{

/// The tree as text, one line for each group and file; a program has a star.
QStringList print(const HomeModel& model)
{
    QStringList lines;
    for (int group = 0; group < model.rowCount(); ++group) {
        const QModelIndex parent = model.index(group, 0);
        lines.append(parent.data().toString());
        for (int row = 0; row < model.rowCount(parent); ++row) {
            const QModelIndex file = model.index(row, 0, parent);
            lines.append(QStringLiteral("  %1%2").arg(file.data().toString(),
                                                      file.data(HomeModel::ExecutableRole).toBool() ? "*" : ""));
        }
    }
    return lines;
}

} // namespace

class TestHomeModel : public QObject
{
    Q_OBJECT

private slots:
    void showsControlFilesPluginsAndDialogs()
    {
        TemporaryHome home;
        home.write("plugins/policy", "#!/bin/sh\n", TemporaryHome::executable);
        home.write("plugins/lists/spam", "#!/bin/sh\n", TemporaryHome::executable);
        home.write("plugins/README", "not a program");
        home.write("dialogs/tour.spp", "> QUIT\n");
        home.write("dialogs/notes.txt", "no dialog");
        home.write("control/me~", "a backup");
        HomeModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QVERIFY(model.open(home.path()));
        const QStringList expected{"Control files", "  me",      "  smtpplugins", "Plugins",   "  README",
                                   "  lists/spam*", "  policy*", "Dialogs",       "  tour.spp"};
        QCOMPARE(print(model), expected);
    }

    void knowsPathAndKindOfAFile()
    {
        TemporaryHome home;
        HomeModel model;
        QVERIFY(model.open(home.path()));
        const QModelIndex me = model.index(0, 0, model.index(0, 0));
        QCOMPARE(me.data(HomeModel::PathRole).toString(), home.path("control/me"));
        QCOMPARE(me.data(HomeModel::KindRole).value<HomeModel::Kind>(), HomeModel::Kind::Control);
        QVERIFY(model.index(0, 0).data(HomeModel::PathRole).toString().isEmpty());
    }

    void newFilesAppearAndDeletedOnesGoWithoutAReset()
    {
        TemporaryHome home;
        home.write("plugins/policy", "#!/bin/sh\n", TemporaryHome::executable);
        HomeModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QVERIFY(model.open(home.path()));
        const QSignalSpy resets(&model, &HomeModel::modelReset);
        const QPersistentModelIndex plugins = model.index(1, 0, model.index(1, 0).parent());

        home.write("control/badmailfrom", "@example.net\n");
        QTRY_VERIFY(print(model).contains("  badmailfrom"));
        QVERIFY(QFile::remove(home.path("control/badmailfrom")));
        QTRY_VERIFY(!print(model).contains("  badmailfrom"));
        QCOMPARE(resets.count(), 0);
        QVERIFY(plugins.isValid());
    }

    void folderMadeLaterIsWatchedToo()
    {
        TemporaryHome home;
        HomeModel model;
        QVERIFY(model.open(home.path()));
        QVERIFY(!QFile::exists(home.path("dialogs")));
        QVERIFY(QDir(home.path()).mkdir("dialogs"));
        QSignalSpy inserted(&model, &HomeModel::rowsInserted);
        home.write("dialogs/first.spp", "> QUIT\n");
        QTRY_VERIFY(print(model).contains("  first.spp"));
        home.write("dialogs/second.spp", "> QUIT\n");
        QTRY_VERIFY(print(model).contains("  second.spp"));
    }

    void pluginThatBecomesExecutableIsShownSo()
    {
        TemporaryHome home;
        const QString policy = home.write("plugins/policy", "#!/bin/sh\n");
        HomeModel model;
        QVERIFY(model.open(home.path()));
        QVERIFY(print(model).contains("  policy"));
        QVERIFY(model.index(0, 0, model.index(1, 0)).data(Qt::ToolTipRole).toString().contains("Not executable"));
        QVERIFY(QFile::setPermissions(policy, TemporaryHome::executable));
        QTRY_VERIFY(print(model).contains("  policy*"));
    }

    void refusesWhatIsNoHome_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("reason");
        QTest::newRow("nothing") << "nowhere"
                                 << "does not exist";
        QTest::newRow("a file") << "control/me"
                                << "is a file";
        QTest::newRow("without control") << "plugins"
                                         << "no folder control/";
    }

    void refusesWhatIsNoHome()
    {
        QFETCH(QString, name);
        QFETCH(QString, reason);
        TemporaryHome home;
        home.write("plugins/policy", "#!/bin/sh\n", TemporaryHome::executable);
        HomeModel model;
        QVERIFY(model.open(home.path()));
        const QStringList before = print(model);

        const auto opened = model.open(home.path(name));
        QVERIFY(!opened);
        QCOMPARE(opened.error().fault, spp::Fault::Configuration);
        const QString message = QString::fromStdString(opened.error().message);
        QVERIFY2(message.contains(home.path(name)) && message.contains(reason), qPrintable(message));
        QCOMPARE(model.home(), home.path());
        QCOMPARE(print(model), before);
    }
};

SPP_TEST(TestHomeModel)
#include "tst_home_model.moc"
