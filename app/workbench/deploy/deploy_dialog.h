// SPDX-License-Identifier: MIT
/// Brings the home to where it runs: what is different there, whether the home is sound, and back again. The deployer does the work;
/// the window is free meanwhile. Not thread-safe: a widget.
#pragma once

#include "app/workbench/engine/deployer.h"
#include "app/workbench/models/differences_model.h"
#include "app/workbench/models/trials_model.h"

#include <QDialog>

class QCheckBox;
class QComboBox;
class QLabel;
class QProgressBar;
class QPushButton;

namespace spp::workbench
{

class DifferenceView;
class ListView;
class NoticeBar;

class DeployDialog : public QDialog
{
    Q_OBJECT

public:
    /// `deployer` must live longer than the dialog.
    explicit DeployDialog(Deployer& deployer, QWidget* parent = nullptr);

    void setHome(const QString& home);
    void setDialect(const QString& dialect) { m_dialect = dialect; }
    /// Shows it, and compares with where the home was deployed to before.
    void begin();

    void reject() override;

private:
    enum class Work { None, Comparing, Trying, Applying };

    QWidget* makeHead();
    QWidget* makeLists();
    QWidget* makeFoot();
    void connectDeployer();

    void chooseFolder();
    void compare();
    void compareAgain(); ///< what was told before stays
    void showComparison(const DeployComparison& comparison);
    void refuseNoMore();
    void selectFirst();
    void fillSources(const QStringList& backups);
    void deploy();
    void tryOut();
    void endTrial();
    void apply();
    void showOutcome(const DeployOutcome& outcome);
    void recover(Deployer::Recovery recovery);
    void cancel();
    void showDifference();
    void showState();

    QString target() const;
    QString backup() const; ///< empty: the home itself is deployed
    bool isUpToDate() const { return m_comparedTarget == target() && !target().isEmpty(); }
    QString summary() const;

    Deployer& m_deployer;
    DifferencesModel m_differences;
    TrialsModel m_trials;
    QString m_home;
    QString m_dialect = QStringLiteral("modern");
    Work m_work = Work::None;
    quint64 m_number = 0;
    QString m_comparedTarget; ///< the list is of this one
    QStringList m_privateKeys;
    bool m_isDeploying = false; ///< what is compared is deployed, if nothing has changed
    bool m_isCancelled = false;

    QLabel* m_from;
    QComboBox* m_target;
    QPushButton* m_folder;
    QComboBox* m_source;
    QCheckBox* m_removes;
    NoticeBar* m_notice;
    ListView* m_list;
    ListView* m_trialsList;
    DifferenceView* m_difference;
    QLabel* m_summary;
    QCheckBox* m_inSpite;
    QProgressBar* m_progress;
    QPushButton* m_compare;
    QPushButton* m_cancel;
    QPushButton* m_deploy;
};

} // namespace spp::workbench
