// SPDX-License-Identifier: MIT
/// The scenarios of the home and how they went: a tree, with what can be done above it and a summary below. Only asks: who runs and
/// opens is told by signals. Its actions() are for the window's menu. Not thread-safe: a widget.
#pragma once

#include "app/workbench/models/scenarios_model.h"
#include "app/workbench/settings/icons.h"

#include <QTimer>
#include <QWidget>

class QLabel;
class QTreeView;

namespace spp::workbench
{

class ElidedLabel;

class ScenariosView : public QWidget
{
    Q_OBJECT

public:
    explicit ScenariosView(QWidget* parent = nullptr);

    ScenariosModel& model() { return m_model; }
    QTreeView* tree() const { return m_tree; }
    /// “Save Session as Scenario…”; off until there is a session.
    QAction* saveAction() const { return m_save; }
    QString summary() const;
    /// What runs is running: it can be stopped, and nothing else can be begun.
    void setBusy(bool isBusy);
    /// Unfolds what did not go as expected, if that is not much.
    void showFailures();
    void select(const QString& path);

signals:
    void runWanted(const std::vector<spp::workbench::RehearsalPart>& parts);
    void stopWanted();
    /// Double click or Enter.
    void activated(const QModelIndex& index);
    void debugWanted(const spp::workbench::ScenarioPlace& place);
    /// Of the failure at a row, or of all that are below it.
    void acceptWanted(const QModelIndex& index);

private:
    QAction* add(LineIcon icon, const QString& text, const QKeySequence& key, const QString& toolTip);
    void arrangeMenu();
    void connectActions();
    void connectModel();
    QWidget* makeBar();
    void makeTree();
    void showState();
    void showMenu(const QPoint& position);
    QModelIndex selected() const;

    ScenariosModel m_model;
    QAction* m_runAll;
    QAction* m_runFailed;
    QAction* m_runThis;
    QAction* m_stop;
    QAction* m_debug;
    QAction* m_accept;
    QAction* m_save;
    QTreeView* m_tree;
    QLabel* m_empty;
    ElidedLabel* m_summary;
    QTimer m_showSoon; ///< one look at the counts for a burst of results
    bool m_isBusy = false;
};

} // namespace spp::workbench
