// SPDX-License-Identifier: MIT
/// Compares homes, tries them and deploys them on a thread of its own, so that the window never waits. One thing at a time: each has a
/// number, whoever asks for the next one ends the one before, and what arrives of an old one is to be dropped. Used from the window's
/// thread only.
#pragma once

#include "core/check/finding.h"
#include "core/deploy/difference.h"
#include "core/deploy/selection.h"
#include "core/world/world_plan.h"

#include <QObject>
#include <QString>
#include <QStringList>
#include <QThread>

#include <functional>
#include <stop_token>
#include <vector>

namespace spp::workbench
{

struct DeployRequest
{
    QString home;   ///< that is deployed; absolute
    QString target; ///< as a person writes it, see core/deploy/target.h
    deploy::Choice choice;
    deploy::Surplus surplus = deploy::Surplus::Kept;
};

struct TrialRequest
{
    QString home;
    QString dialect;
    world::WorldPlan world; ///< of the dialogs' plugins
};

/// What is different there.
struct DeployComparison
{
    QString error; ///< why it can't be told; empty: it is
    bool isInterrupted =
        false; ///< a deployment there has to be finished or taken back first; nothing else is told then
    deploy::Differences differences;
    QStringList privateKeys; ///< here, left out
    QStringList backups;     ///< there, the newest first
};

struct DeployOutcome
{
    bool isDone = false;
    bool isOutdated = false; ///< somebody changed the home there; nothing was done, and it has to be compared again
    QString words;           ///< done: the backup's name, if there is one; else a sentence
};

class Deployer : public QObject
{
    Q_OBJECT

public:
    explicit Deployer(QObject* parent = nullptr);
    /// What goes on is stopped and waited for.
    ~Deployer() override;

    /// compared() tells. @return its number, as of all that follow
    quint64 compare(DeployRequest request);
    /// The same for what a backup there would bring back.
    quint64 compareWithBackup(const QString& target, const QString& backup);
    /// Checks the home and plays its dialogs; tried() tells of each, triedAll() at the end.
    quint64 tryOut(TrialRequest request);
    /// Does what the differences say; applied() tells.
    quint64 apply(const QString& target, deploy::Differences differences);
    enum class Recovery { Finish, TakeBack };
    /// Of a deployment that was interrupted; applied() tells.
    quint64 recover(const QString& target, Recovery recovery);
    /// What goes on ends as soon as it can; its end is told.
    void cancel();

signals:
    void compared(quint64 number, const spp::workbench::DeployComparison& comparison);
    /// The checks' errors; none: they passed.
    void checked(quint64 number, const std::vector<spp::check::Finding>& errors);
    /// The dialogs that will be played, relative to the home.
    void dialogsFound(quint64 number, const QStringList& dialogs);
    /// @param trouble what went wrong with it; empty: all was as expected
    void dialogPlayed(quint64 number, const QString& dialog, const QString& trouble);
    void triedAll(quint64 number);
    void applied(quint64 number, const spp::workbench::DeployOutcome& outcome);

private:
    quint64 begin(std::function<void(quint64, const std::stop_token&)> work);
    template <typename... Told, typename... Values>
    void tell(void (Deployer::*signal)(Told...), Values... values);

    QThread m_thread;
    QObject m_worker; ///< lives in that thread
    std::stop_source m_stop;
    quint64 m_newest = 0;
};

} // namespace spp::workbench
