// SPDX-License-Identifier: MIT
#include "app/workbench/deploy/deploy_dialog.h"

#include "app/workbench/debugger/list_view.h"
#include "app/workbench/deploy/deploy_targets.h"
#include "app/workbench/deploy/difference_view.h"
#include "app/workbench/editor/notice_bar.h"
#include "app/workbench/world/world_choice.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace spp::workbench
{

namespace
{

constexpr QSize deployDialogSize{1040, 680}; // at first

/// "2026-03-01T120000Z-2" as "2026-03-01 12:00:00 UTC (2)".
QString formatBackup(const QString& name)
{
    if (name.size() < 18)
        return name;
    const QString time =
        QStringLiteral("%1 %2:%3:%4 UTC").arg(name.left(10), name.mid(11, 2), name.mid(13, 2), name.mid(15, 2));
    const QString number = name.mid(19);
    return number.isEmpty() ? time : QStringLiteral("%1 (%2)").arg(time, number);
}

} // namespace

DeployDialog::DeployDialog(Deployer& deployer, QWidget* parent)
    : QDialog(parent),
      m_deployer(deployer),
      m_from(new QLabel),
      m_target(new QComboBox),
      m_folder(new QPushButton(tr("&Folder…"))),
      m_source(new QComboBox),
      m_removes(new QCheckBox(tr("&Remove what is only there"))),
      m_notice(new NoticeBar),
      m_list(new ListView(m_differences, DifferencesModel::PathColumn)),
      m_trialsList(new ListView(m_trials, TrialsModel::ResultColumn)),
      m_difference(new DifferenceView),
      m_summary(new QLabel),
      m_inSpite(new QCheckBox),
      m_progress(new QProgressBar),
      m_compare(new QPushButton(tr("C&ompare"))),
      m_cancel(new QPushButton(tr("&Cancel"))),
      m_deploy(new QPushButton(tr("&Deploy")))
{
    setWindowTitle(tr("Deploy"));
    resize(deployDialogSize);
    auto* column = new QVBoxLayout(this);
    column->addWidget(makeHead());
    column->addWidget(m_notice);
    column->addWidget(makeLists(), 1);
    column->addWidget(makeFoot());
    m_notice->hide();
    m_inSpite->hide();
    m_difference->showNothing();
    fillSources({});
    connectDeployer();
    connect(&m_differences, &DifferencesModel::choiceChanged, this, &DeployDialog::showState);
    showState();
}

void DeployDialog::connectDeployer()
{
    const auto isNews = [this](quint64 number) { return number == m_number; };
    connect(&m_deployer, &Deployer::compared, this, [this, isNews](quint64 number, const DeployComparison& comparison) {
        if (isNews(number))
            showComparison(comparison);
    });
    connect(&m_deployer, &Deployer::checked, this, [this, isNews](quint64 number, const auto& errors) {
        if (isNews(number))
            m_trials.setErrors(errors);
    });
    connect(&m_deployer, &Deployer::dialogsFound, this, [this, isNews](quint64 number, const QStringList& dialogs) {
        if (isNews(number))
            m_trials.setDialogs(dialogs);
    });
    connect(&m_deployer, &Deployer::dialogPlayed, this,
            [this, isNews](quint64 number, const QString& dialog, const QString& trouble) {
                if (isNews(number))
                    m_trials.setPlayed(dialog, trouble);
            });
    connect(&m_deployer, &Deployer::triedAll, this, [this, isNews](quint64 number) {
        if (isNews(number))
            endTrial();
    });
    connect(&m_deployer, &Deployer::applied, this, [this, isNews](quint64 number, const DeployOutcome& outcome) {
        if (isNews(number))
            showOutcome(outcome);
    });
}

void DeployDialog::setHome(const QString& home)
{
    if (m_work == Work::Comparing || m_work == Work::Trying) {
        cancel();
        m_work = Work::None;
        m_number = 0; // it is of no interest any more
    }
    m_home = home;
    m_from->setText(home);
    m_target->clear();
    m_target->addItems(readDeployTargets());
    m_target->setEditText(readDeployTarget(home));
    m_comparedTarget.clear();
    m_differences.setDifferences({});
    m_difference->showNothing();
    m_trials.clear();
    refuseNoMore();
    fillSources({});
    m_notice->hide();
    showState();
}

void DeployDialog::begin()
{
    show();
    raise();
    activateWindow();
    if (m_work != Work::None)
        return;
    m_target->setFocus();
    if (!target().isEmpty())
        compare();
}

void DeployDialog::reject()
{
    // What is being applied comes to its end; the next begin() shows how.
    if (m_work == Work::Comparing || m_work == Work::Trying)
        cancel();
    QDialog::reject();
}

QString DeployDialog::target() const
{
    return m_target->currentText().trimmed();
}

QString DeployDialog::backup() const
{
    return m_source->currentData().toString();
}

void DeployDialog::chooseFolder()
{
    const QString folder = QFileDialog::getExistingDirectory(this, tr("The Home to Deploy To"), target());
    if (folder.isEmpty())
        return;
    m_target->setEditText(folder);
    compare();
}

void DeployDialog::compare()
{
    m_notice->hide();
    m_trials.clear();
    refuseNoMore();
    compareAgain();
}

void DeployDialog::compareAgain()
{
    if (target().isEmpty() || m_work == Work::Applying)
        return;
    if (m_comparedTarget != target())
        fillSources({}); // another home has other backups
    m_work = Work::Comparing;
    m_comparedTarget = target();
    m_number =
        backup().isEmpty()
            ? m_deployer.compare(
                  {m_home, target(), {}, m_removes->isChecked() ? deploy::Surplus::Removed : deploy::Surplus::Kept})
            : m_deployer.compareWithBackup(target(), backup());
    showState();
}

void DeployDialog::showComparison(const DeployComparison& comparison)
{
    m_work = Work::None;
    const bool isSound = comparison.error.isEmpty() && !comparison.isInterrupted;
    const bool wasDeploying = std::exchange(m_isDeploying, false);
    if (wasDeploying && isSound && comparison.differences == m_differences.differences())
        return tryOut();
    if (wasDeploying && isSound)
        m_notice->tell(Meaning::Defer, tr("Nothing was deployed: one of the homes was changed meanwhile. Look again."));
    m_privateKeys = comparison.privateKeys;
    m_differences.setDifferences(comparison.differences);
    m_difference->showNothing();
    selectFirst();
    if (!comparison.error.isEmpty())
        m_notice->tell(Meaning::Error, comparison.error);
    if (comparison.isInterrupted)
        m_notice->tell(Meaning::Defer, tr("A deployment to this home was interrupted before its end."),
                       {{tr("Finish It"), [this] { recover(Deployer::Recovery::Finish); }},
                        {tr("Take It Back"), [this] { recover(Deployer::Recovery::TakeBack); }}});
    if (isSound) {
        fillSources(comparison.backups);
        writeDeployTarget(m_home, target());
    } else {
        m_comparedTarget.clear();
    }
    showState();
}

/// Another attempt is tried anew.
void DeployDialog::refuseNoMore()
{
    m_inSpite->hide();
    m_inSpite->setChecked(false);
}

/// What only stays as it is can't be selected.
void DeployDialog::selectFirst()
{
    for (int row = 0; row < m_differences.rowCount(); ++row)
        if (m_differences.flags(m_differences.index(row, 0)).testFlag(Qt::ItemIsEnabled))
            return m_list->setCurrentIndex(m_differences.index(row, 0));
}

/// The choice stays, if it is still there.
void DeployDialog::fillSources(const QStringList& backups)
{
    const QString chosen = backup();
    m_source->clear();
    m_source->addItem(tr("This home, as it is on disk"));
    for (const QString& name : backups)
        m_source->addItem(tr("Back to what was there before %1").arg(formatBackup(name)), name);
    m_source->setCurrentIndex(std::max(0, m_source->findData(chosen)));
    m_source->setEnabled(!backups.isEmpty());
}

/// What was looked at is deployed, or nothing: the homes are compared once more.
void DeployDialog::deploy()
{
    m_notice->hide();
    m_isDeploying = true;
    compareAgain();
}

void DeployDialog::tryOut()
{
    const bool isTried = !m_inSpite->isHidden() && m_inSpite->isChecked();
    if (!backup().isEmpty() || isTried)
        return apply();
    m_isCancelled = false;
    m_work = Work::Trying;
    m_trials.begin();
    m_number = m_deployer.tryOut({m_home, m_dialect, planOf(readWorldChoice(m_home))});
    showState();
}

void DeployDialog::endTrial()
{
    m_work = Work::None;
    if (m_isCancelled) {
        m_notice->tell(Meaning::Defer, tr("Cancelled. Nothing was deployed."));
        return showState();
    }
    m_inSpite->setVisible(m_trials.hasFailed());
    m_inSpite->setChecked(false);
    if (!m_trials.hasFailed())
        return apply();
    m_inSpite->setText(tr("Deploy &in spite of %1").arg(m_trials.failures()));
    m_notice->tell(Meaning::Reject,
                   tr("Nothing was deployed: %1. Mend that, then compare again.").arg(m_trials.failures()));
    showState();
}

void DeployDialog::apply()
{
    m_work = Work::Applying;
    m_number = m_deployer.apply(target(), m_differences.chosen());
    showState();
}

void DeployDialog::showOutcome(const DeployOutcome& outcome)
{
    m_work = Work::None;
    refuseNoMore();
    if (outcome.isDone)
        m_notice->tell(Meaning::Accept, tr("Done. What was there before is kept, in .spp-backups/%1 of the home there; "
                                           "choose it at “What” to bring it back.")
                                            .arg(outcome.words));
    else
        m_notice->tell(outcome.isOutdated ? Meaning::Defer : Meaning::Error, outcome.words);
    m_source->setCurrentIndex(0);
    compareAgain();
}

void DeployDialog::recover(Deployer::Recovery recovery)
{
    m_work = Work::Applying;
    m_number = m_deployer.recover(target(), recovery);
    showState();
}

void DeployDialog::cancel()
{
    m_isCancelled = true;
    m_deployer.cancel();
}

void DeployDialog::showDifference()
{
    const QModelIndex current = m_list->currentIndex();
    if (current.isValid())
        m_difference->show(m_differences.difference(current.row()));
    else
        m_difference->showNothing();
}

QString DeployDialog::summary() const
{
    switch (m_work) {
    case Work::Comparing: return tr("Comparing with %1 …").arg(target());
    case Work::Trying: return tr("Checking this home and playing its dialogs …");
    case Work::Applying: return tr("Changing %1 …").arg(target());
    case Work::None: break;
    }
    if (target().isEmpty())
        return tr("Say where this home runs: nothing is changed there before you have seen what is different.");
    if (!isUpToDate())
        return tr("Compare with %1 to see what is different there.").arg(target());
    const QString changes = m_differences.summary();
    QString words = tr("There is nothing to do at %1.").arg(target());
    if (!changes.isEmpty() && backup().isEmpty())
        words =
            tr("%1 at %2. Before that this home is checked and its dialogs are played; what is replaced is kept there.")
                .arg(changes, target());
    else if (!changes.isEmpty())
        words = tr("%1 at %2; what is replaced is kept there.").arg(changes, target());
    if (!m_privateKeys.isEmpty())
        words += tr(" Left out, as private keys: %1.").arg(m_privateKeys.join(QStringLiteral(", ")));
    return words.left(1).toUpper() + words.mid(1);
}

void DeployDialog::showState()
{
    const bool isIdle = m_work == Work::None;
    const bool mayFail = m_inSpite->isHidden() || m_inSpite->isChecked() || !backup().isEmpty();
    m_summary->setText(summary());
    m_progress->setVisible(!isIdle);
    for (QWidget* field : {static_cast<QWidget*>(m_target), static_cast<QWidget*>(m_folder)})
        field->setEnabled(isIdle);
    m_source->setEnabled(isIdle && m_source->count() > 1);
    m_removes->setEnabled(isIdle && backup().isEmpty());
    m_list->setEnabled(isIdle);
    m_compare->setEnabled(isIdle && !target().isEmpty());
    m_cancel->setEnabled(!isIdle);
    m_deploy->setText(backup().isEmpty() ? tr("&Deploy") : tr("&Roll Back"));
    m_deploy->setEnabled(isIdle && isUpToDate() && mayFail && !m_differences.chosen().empty());
}

} // namespace spp::workbench
