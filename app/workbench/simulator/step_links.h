// SPDX-License-Identifier: MIT
/// The ways from a step to what belongs to it, and back: to its plugin, its reply, its log, the plugin's line in smtpplugins and its file.
/// They are actions of the view, with keys, and its context menu. Not thread-safe: lives in the window's thread.
#pragma once

#include "core/trace/links.h"

#include <QObject>

#include <optional>
#include <vector>

class QAction;
class QMenu;
class QPoint;

namespace spp::workbench
{

class StepsView;

class StepLinks : public QObject
{
    Q_OBJECT

public:
    /// Belongs to the view.
    explicit StepLinks(StepsView& view);

    /// Goes to a place so that back() leads here again.
    void go(trace::StepLine place);
    /// The steps are of a run whose plugins see the home at /var/qmail.
    void setPrivateHome(bool isPrivate) { m_isPrivate = isPrivate; }

signals:
    /// The person wants to see this line: "control/smtpplugins:12", or a file of the home: "/home/plugins/check:1".
    void placeChosen(const QString& place);
    /// What the selected plugin logged.
    void logChosen();
    void onlyPluginChosen(const std::string& line);

private:
    QAction* add(const QString& text, const QKeySequence& key, void (StepLinks::*target)());
    void goToPlugin();
    void goToReply();
    void goToLog();
    void goToCommand();
    void goBack();
    void goForward();
    void openLine();
    void openFile();
    void showState();
    void showMenu(const QPoint& position);
    std::optional<trace::StepLine> plugin() const;

    StepsView& m_view;
    bool m_isPrivate = false;
    std::vector<trace::StepLine> m_back;
    std::vector<trace::StepLine> m_forward;
    QAction* m_toPlugin;
    QAction* m_toReply;
    QAction* m_toLog;
    QAction* m_toCommand;
    QAction* m_goBack;
    QAction* m_goForward;
    QAction* m_openLine;
    QAction* m_openFile;
};

/// The file that a line of smtpplugins runs: its first word that names a file of the home; empty if there is none.
/// @param isPrivate /var/qmail is the home, whatever is there otherwise
QString programFile(const plugin::Call& call, bool isPrivate);

} // namespace spp::workbench
