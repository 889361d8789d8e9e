// SPDX-License-Identifier: MIT
#include "app/workbench/debugger/client_dialog.h"
#include "app/workbench/debugger/client_profile.h"
#include "app/workbench/debugger/run_comparison.h"
#include "app/workbench/editor/notice_bar.h"
#include "tests/app/window/simulator.h"
#include "tests/support/test_main.h"

#include <QLineEdit>
#include <QPushButton>
#include <QSettings>
#include <QTest>
#include <QTreeView>

#include <memory>

using namespace spp;
using namespace spp::workbench;
using State = Engine::State;

namespace
{

/// One plugin that can be written anew between runs.
struct Edited : Simulator
{
    Edited() : Simulator("[helo]\nplugins/tag\n")
    {
        plugin("tag", "echo STAG=1\n");
        dialog("title Hello\nS: 220\nC: HELO mail.example.net\nS: 250\nC: QUIT\nS: 221\n");
    }
    void run()
    {
        action("Run")->trigger();
        QTRY_COMPARE(engine.state(), State::Idle);
    }
    QString cell(int row, int column) const { return list->model()->index(row, column).data().toString(); }
    QString notice() const
    {
        const auto* bar = panel.findChild<NoticeBar*>();
        return bar->isVisible() ? bar->sentence() : QString();
    }

    std::unique_ptr<QWidget> views{panel.makeDebugViews()};
    QTreeView* list = views->findChild<QTreeView*>("runs");
};

QStringList variable(const QString& entry)
{
    return {entry};
}

} // namespace

class TestRunHistory : public QObject
{
    Q_OBJECT

private slots:
    void init() { QSettings().clear(); }

    void everyRunIsKeptWithWhatItWasAndCameTo()
    {
        Edited s;
        s.run();
        s.plugin("tag", "echo 'E550 not you'\n");
        s.run();
        QCOMPARE(s.list->model()->rowCount(), 2);
        QCOMPARE(s.cell(0, RunsModel::NumberColumn), "2");
        QCOMPARE(s.cell(1, RunsModel::WhatColumn), "Hello");
        QCOMPARE(s.cell(1, RunsModel::ResultColumn), "Every reply was as expected.");
        QVERIFY(s.cell(0, RunsModel::ResultColumn).startsWith("Line 4: expected 250"));
    }

    void anEarlierRunCanBeSeenAgain()
    {
        Edited s;
        s.run();
        s.plugin("tag", "echo 'E550 not you'\n");
        s.run();
        QVERIFY(s.find("550 not you"));
        emit s.list->clicked(s.list->model()->index(1, 0));
        QCOMPARE(s.panel.debugger().shown()->number, quint64{2}); // nothing is selected yet
        s.list->setCurrentIndex(s.list->model()->index(1, 0));
        emit s.list->clicked(s.list->currentIndex());
        QVERIFY(!s.find("550 not you"));
        QCOMPARE(s.panel.status(), "Every reply was as expected.");
    }

    void aBranchSaysWhereItComesFrom()
    {
        Edited s;
        s.run();
        s.view->select(*s.find("plugins/tag"));
        s.panel.debugger().goOnFromHere();
        QTRY_COMPARE(s.engine.state(), State::Held);
        QCOMPARE(s.cell(0, RunsModel::WhatColumn), "Goes on from run 1, step 5");
        QCOMPARE(s.cell(0, RunsModel::ResultColumn), "Goes on");
        s.action("Stop")->trigger();
        QTRY_COMPARE(s.cell(0, RunsModel::ResultColumn), "The session was stopped.");
    }

    void twoRunsAreComparedSideBySide()
    {
        Edited s;
        s.run();
        s.plugin("tag", "echo STAG=2\n");
        s.run();
        std::shared_ptr<const ComparedRuns> compared;
        const auto& runs = static_cast<const RunsModel&>(*s.list->model());
        compareRuns(*runs.find(1), *runs.find(2), &s.panel,
                    [&](const std::shared_ptr<const ComparedRuns>& done) { compared = done; });
        QTRY_VERIFY(compared);
        QVERIFY(compared->comparison.firstDifferent);
        QVERIFY2(describeFirstDifference(*compared).contains("“plugins/tag”"),
                 qPrintable(describeFirstDifference(*compared)));
        const ComparisonModel model(compared, "Run 1", "Run 2");
        const auto row = static_cast<int>(*compared->comparison.firstDifferent);
        QCOMPARE(model.index(row, ComparisonModel::LeftColumn).data().toString().trimmed(), "plugins/tag");
        QVERIFY(model.index(row, ComparisonModel::DifferenceColumn).data().toString().contains("TAG"));
        QVERIFY(model.index(row, 0).data(Qt::BackgroundRole).isValid());
        QVERIFY(!model.index(0, 0).data(Qt::BackgroundRole).isValid());
    }

    void equalRunsHaveNoDifference()
    {
        Edited s;
        s.run();
        s.run();
        std::shared_ptr<const ComparedRuns> compared;
        const auto& runs = static_cast<const RunsModel&>(*s.list->model());
        compareRuns(*runs.find(1), *runs.find(2), &s.panel,
                    [&](const std::shared_ptr<const ComparedRuns>& done) { compared = done; });
        QTRY_VERIFY(compared);
        QCOMPARE(describeFirstDifference(*compared), "nothing is different");
    }

    void aSavedPluginRunsTheDialogAgainAndSaysWhatChanged()
    {
        Edited s;
        s.action("Run on Save")->setChecked(true);
        s.run();
        s.plugin("tag", "echo 'E550 not you'\n");
        QTRY_VERIFY2(s.notice().startsWith("plugins/tag was saved and the dialog ran again: the first difference is at "
                                           "“plugins/tag”:"),
                     qPrintable(s.notice()));
        QCOMPARE(s.cell(0, RunsModel::WhatColumn), "After a file was saved");
        QCOMPARE(s.list->model()->rowCount(), 2);
    }

    void aSaveDoesNotDisturbAHeldSession()
    {
        Edited s;
        s.action("Run on Save")->setChecked(true);
        s.action("Next Plugin")->trigger();
        QTRY_COMPARE(s.engine.state(), State::Held);
        s.plugin("tag", "echo STAG=2\n");
        s.action("Continue")->trigger();
        QTRY_COMPARE(s.engine.state(), State::Idle);
        QCOMPARE(s.list->model()->rowCount(), 1);
    }

    void theChosenClientIsPretended()
    {
        ClientProfile colleague;
        colleague.name = "A colleague";
        colleague.address = "198.51.100.7";
        colleague.hostName = "desk.example.org";
        colleague.mayRelay = true;
        colleague.variables = variable("OFFICE=yes");
        writeClientProfiles({{}, colleague});
        writeChosenClient("A colleague");
        Edited s;
        s.plugin("tag", "echo \"SSEEN=$TCPREMOTEIP $TCPREMOTEHOST ${RELAYCLIENT-none} $OFFICE\"\n");
        s.run();
        QCOMPARE(s.steps()[*s.find("plugins/tag")].plugin->output.front().command.text,
                 std::string("SEEN=198.51.100.7 desk.example.org  yes"));
    }

    void whatTheDialogSaysOfItsClientCountsMore()
    {
        ClientProfile profile;
        profile.address = "198.51.100.7";
        scenario::Dialog dialog;
        dialog.environment = {"TCPREMOTEIP=203.0.113.9"};
        QVERIFY(profile.applyTo(dialog).has_value());
        QCOMPARE(dialog.environment.back(), std::string("TCPREMOTEIP=203.0.113.9"));
    }

    void clientsAreEditedAndKept()
    {
        ClientDialog dialog("A stranger");
        const auto press = [&](const QString& text) {
            for (auto* button : dialog.findChildren<QPushButton*>())
                if (button->text() == text)
                    button->click();
        };
        press("Add");
        auto* name = dialog.findChildren<QLineEdit*>().front();
        QCOMPARE(name->text(), "New client");
        name->selectAll();
        QTest::keyClicks(name, "A stranger");
        dialog.accept();
        QCOMPARE(dialog.result(), 0); // there is one of that name
        name->selectAll();
        QTest::keyClicks(name, "A friend");
        dialog.accept();
        QCOMPARE(readClientProfiles().size(), 2);
        QCOMPARE(readClientProfiles()[1].name, "A friend");
    }

    void pretendedLoginsAreKept()
    {
        ClientProfile profile;
        profile.name = "TLS";
        profile.pretence = {true, debug::Pretence::Logins::AcceptAll};
        writeClientProfiles({{}, profile});
        QVERIFY(readClientProfiles()[1].pretence.tls);
        QVERIFY(readClientProfiles()[1].pretence.logins == debug::Pretence::Logins::AcceptAll);
    }

private:
};

SPP_TEST(TestRunHistory)
#include "tst_run_history.moc"
