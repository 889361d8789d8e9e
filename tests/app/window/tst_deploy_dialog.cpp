// SPDX-License-Identifier: MIT
/// A home deployed from the window: compared, tried, deployed to a folder, and brought back.
#include "app/workbench/deploy/deploy_dialog.h"
#include "app/workbench/deploy/deploy_targets.h"
#include "app/workbench/deploy/difference_view.h"
#include "app/workbench/editor/notice_bar.h"
#include "tests/app/temporary_home.h"
#include "tests/support/test_main.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QTest>
#include <QTreeView>

#include <memory>

using namespace spp::workbench;

namespace
{

constexpr int patience = 60'000;

/// A home, another one that it is deployed to, and the dialog.
struct DeployScene
{
    DeployScene()
    {
        home.write("control/me", "mail.example.org\n");
        home.write("control/rcpthosts", "example.org\n");
        home.write("plugins/policy", "#!/bin/sh\necho 'E550 no'\n", TemporaryHome::executable);
        home.write("dialogs/refused.spp",
                   "C: MAIL FROM:<a@example.net>\nC: RCPT TO:<b@example.org>\nS: 550\nC: QUIT\nS: 221\n");
        there.write("control/me", "old.example.org\n");
        there.write("plugins/mine", "x\n");
        dialog.setHome(home.path());
        dialog.begin();
    }

    bool isIdle() const { return !dialog.findChild<QProgressBar*>()->isVisible(); }
    void compare()
    {
        target->setEditText(there.path());
        button("Compare")->click();
        QTRY_VERIFY_WITH_TIMEOUT(isIdle(), patience);
    }
    void press(const QString& text)
    {
        button(text)->click();
        QTRY_VERIFY_WITH_TIMEOUT(isIdle(), patience);
    }
    QPushButton* button(const QString& text) const
    {
        for (auto* each : dialog.findChildren<QPushButton*>())
            if (each->text().remove('&') == text)
                return each;
        return nullptr;
    }
    QCheckBox* box(const QString& text) const
    {
        for (auto* each : dialog.findChildren<QCheckBox*>())
            if (each->text().remove('&').contains(text))
                return each;
        return nullptr;
    }
    QStringList rows(const QString& list) const
    {
        const auto* model = dialog.findChild<QTreeView*>(list)->model();
        QStringList rows;
        for (int row = 0; row < model->rowCount(); ++row)
            rows.append(model->index(row, 0).data().toString() + " | " + model->index(row, 1).data().toString());
        return rows;
    }
    QStringList differences() const { return rows("differences"); }
    QStringList trials() const { return rows("trials"); }
    QString notice() const
    {
        const auto* bar = dialog.findChild<NoticeBar*>();
        return bar->isVisible() ? bar->sentence() : QString();
    }
    bool says(const QString& words) const
    {
        for (const auto* label : dialog.findChildren<QLabel*>())
            if (label->text().contains(words))
                return true;
        return false;
    }

    TemporaryHome home;
    TemporaryHome there;
    Deployer deployer;
    DeployDialog dialog{deployer};
    QComboBox* target = dialog.findChild<QComboBox*>("target");
    QComboBox* source = dialog.findChild<QComboBox*>("source");
};

} // namespace

class TestDeployDialog : public QObject
{
    Q_OBJECT

private slots:
    void nothingIsDoneWithoutATarget()
    {
        const DeployScene s;
        QVERIFY(s.isIdle());
        QVERIFY(!s.button("Deploy")->isEnabled());
        QVERIFY(!s.button("Compare")->isEnabled());
        QVERIFY(s.says("Say where this home runs"));
    }

    void theDifferencesAreListedAndShown()
    {
        DeployScene s;
        s.compare();
        QCOMPARE(s.differences(), (QStringList{"control/me | changed", "control/rcpthosts | added",
                                               "plugins/mine | only there", "plugins/policy | added, executable"}));
        const QString shown = s.dialog.findChild<DifferenceView*>()->toPlainText();
        QVERIFY2(shown.contains("− old.example.org\n") && shown.contains("+ mail.example.org"), qPrintable(shown));
        QVERIFY(s.says("2 files are added, 1 is changed at "));
        QVERIFY(s.button("Deploy")->isEnabled());
        QCOMPARE(readDeployTarget(s.home.path()), s.there.path());
        QCOMPARE(readDeployTargets().first(), s.there.path());
    }

    void anotherTargetIsComparedFirst()
    {
        DeployScene s;
        s.compare();
        s.target->setEditText("/elsewhere");
        QVERIFY(!s.button("Deploy")->isEnabled());
    }

    void itIsTriedDeployedAndBroughtBack()
    {
        DeployScene s;
        s.compare();
        s.press("Deploy");
        QTRY_VERIFY_WITH_TIMEOUT(s.notice().startsWith("Done."), patience);
        QTRY_VERIFY_WITH_TIMEOUT(s.isIdle(), patience);
        QCOMPARE(s.trials(), (QStringList{"Checks | no errors", "dialogs/refused.spp | as expected"}));
        QCOMPARE(s.there.read("control/me"), "mail.example.org\n");
        QCOMPARE(s.differences(), QStringList{"plugins/mine | only there"});
        QVERIFY(s.says("There is nothing to do at"));

        QCOMPARE(s.source->count(), 2);
        QVERIFY(s.source->itemText(1).startsWith("Back to what was there before 20"));
        s.source->setCurrentIndex(1);
        emit s.source->activated(1);
        QTRY_VERIFY_WITH_TIMEOUT(s.isIdle(), patience);
        QCOMPARE(s.differences().size(), 3);
        s.press("Roll Back");
        QTRY_VERIFY_WITH_TIMEOUT(s.notice().startsWith("Done."), patience);
        QCOMPARE(s.there.read("control/me"), "old.example.org\n");
        QVERIFY(!QFileInfo::exists(s.there.path("plugins/policy")));
    }

    void whatIsLeftOutStays()
    {
        DeployScene s;
        s.compare();
        auto* list = s.dialog.findChild<QTreeView*>("differences");
        QVERIFY(list->model()->setData(list->model()->index(0, 0), Qt::Unchecked, Qt::CheckStateRole));
        s.press("Deploy");
        QTRY_VERIFY_WITH_TIMEOUT(s.notice().startsWith("Done."), patience);
        QCOMPARE(s.there.read("control/me"), "old.example.org\n");
        QVERIFY(QFileInfo::exists(s.there.path("plugins/policy")));
    }

    void whatIsOnlyThereGoesIfAsked()
    {
        DeployScene s;
        s.compare();
        s.box("Remove what")->setChecked(true);
        QTRY_VERIFY_WITH_TIMEOUT(s.isIdle(), patience);
        QVERIFY(s.differences().contains("plugins/mine | removed"));
    }

    void aFailingDialogRefuses()
    {
        DeployScene s;
        s.home.write("plugins/policy", "#!/bin/sh\n", TemporaryHome::executable);
        s.compare();
        s.press("Deploy");
        QTRY_VERIFY_WITH_TIMEOUT(s.notice().startsWith("Nothing was deployed: 1 failing dialog"), patience);
        QCOMPARE(s.there.read("control/me"), "old.example.org\n");
        QVERIFY(!s.button("Deploy")->isEnabled());
        s.box("in spite of 1 failing dialog")->setChecked(true);
        QVERIFY(s.button("Deploy")->isEnabled());
        s.press("Deploy");
        QTRY_VERIFY_WITH_TIMEOUT(s.notice().startsWith("Done."), patience);
        QCOMPARE(s.there.read("control/me"), "mail.example.org\n");
    }

    void whatWasChangedMeanwhileIsLookedAtAgain()
    {
        DeployScene s;
        s.compare();
        s.there.write("control/me", "edited.example.org\n");
        s.press("Deploy");
        QTRY_VERIFY_WITH_TIMEOUT(s.notice().contains("was changed meanwhile"), patience);
        QTRY_VERIFY_WITH_TIMEOUT(s.isIdle(), patience);
        QVERIFY(s.dialog.findChild<DifferenceView*>()->toPlainText().contains("− edited.example.org"));
        QCOMPARE(s.there.read("control/me"), "edited.example.org\n");
        s.home.write("control/me", "newer.example.org\n");
        s.press("Deploy");
        QVERIFY(s.notice().contains("was changed meanwhile"));
        QVERIFY(s.dialog.findChild<DifferenceView*>()->toPlainText().contains("+ newer.example.org"));
        QCOMPARE(s.there.read("control/me"), "edited.example.org\n");
    }

    void anInterruptedDeploymentIsSettled()
    {
        DeployScene s;
        QVERIFY(QDir(s.there.path()).mkdir(".spp-deploy"));
        s.compare();
        QVERIFY(s.notice().contains("was interrupted"));
        QVERIFY(!s.button("Deploy")->isEnabled());
        s.press("Take It Back");
        QTRY_COMPARE_WITH_TIMEOUT(s.differences().size(), 4, patience);
        QVERIFY(!QFileInfo::exists(s.there.path(".spp-deploy")));
    }

    void aTargetThatIsNoneSaysSo()
    {
        DeployScene s;
        s.target->setEditText("/nowhere/at/all");
        s.press("Compare");
        QVERIFY2(s.notice().contains("/nowhere/at/all: this home can't be opened"), qPrintable(s.notice()));
        QVERIFY(!s.button("Deploy")->isEnabled());
        QVERIFY(!readDeployTargets().contains("/nowhere/at/all"));
    }

    void itCanBeCancelled()
    {
        DeployScene s;
        s.home.write("plugins/policy", "#!/bin/sh\necho x >started\nexec sleep 1000\n", TemporaryHome::executable);
        s.compare();
        s.button("Deploy")->click();
        QTRY_VERIFY_WITH_TIMEOUT(QFileInfo::exists(s.home.path("started")), patience);
        s.press("Cancel");
        QCOMPARE(s.notice(), "Cancelled. Nothing was deployed.");
        QCOMPARE(s.there.read("control/me"), "old.example.org\n");
    }

    void theTargetOfAHomeIsRemembered()
    {
        TemporaryHome home;
        writeDeployTarget(home.path(), "/srv/qmail");
        writeDeployTarget("/other/home", "root@mx.example.org:/var/qmail");
        Deployer deployer;
        DeployDialog dialog(deployer);
        dialog.setHome(home.path());
        const auto* target = dialog.findChild<QComboBox*>("target");
        QCOMPARE(target->currentText(), "/srv/qmail");
        QCOMPARE(target->itemText(0), "root@mx.example.org:/var/qmail");
    }
};

SPP_TEST(TestDeployDialog)
#include "tst_deploy_dialog.moc"
