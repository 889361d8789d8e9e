// SPDX-License-Identifier: MIT
/// The simulator: runs the loaded dialog, or what is typed, against the plugins of a home, step by step if wanted, and shows each
/// step. Its actions() are for the window's menu and tool bar. Not thread-safe: a widget.
#pragma once

#include "app/workbench/engine/engine.h"
#include "app/workbench/models/timeline_model.h"

#include <QTimer>
#include <QWidget>

#include <optional>

class QComboBox;
class QLabel;
class QStackedWidget;

namespace spp::workbench
{

class ClientInput;
class ElidedLabel;
class NoticeBar;
class StepInspector;
class StepsView;

class SimulatorPanel : public QWidget
{
    Q_OBJECT

public:
    /// `engine` must live longer than the panel.
    explicit SimulatorPanel(Engine& engine, QWidget* parent = nullptr);

    /// The folder of the home that sessions run in. A dialog that was loaded from elsewhere is dropped.
    void setHome(const QString& home);
    /// Loads a *.spp file; if it can't be read or understood the panel says so and keeps what it has.
    void loadDialog(const QString& path);

    /// What the last run came to, or what can be done now.
    QString status() const;
    const TimelineModel& steps() const { return m_steps; }

signals:
    /// The person wants to see this line of this file.
    void openRequested(const QString& path, int line);

private:
    enum class Kind { Dialog, Interactive };

    struct LoadedDialog
    {
        QString path;
        scenario::Dialog dialog;
    };

    struct Actions
    {
        QAction* run = nullptr;
        QAction* step = nullptr;
        QAction* resume = nullptr;
        QAction* restart = nullptr;
        QAction* stop = nullptr;
        QAction* killPlugin = nullptr;
        QAction* interactive = nullptr;
    };

    void addActions();
    QWidget* makeHead();
    QWidget* makeStepsSide();

    bool readDialog(const QString& path);
    void complainOfDialog(const QString& path, const QString& sentence);
    QString homeOfRun(Kind kind) const;

    void step();
    void resume(bool stepwise);
    void start(Kind kind, bool stepwise);
    void say(const QString& line);
    void addRecords(quint64 run, const std::vector<trace::Record>& records);
    void finish(quint64 run, const SimulationResult& result);
    void openPlace(const QString& place);

    void showState();
    void showSteps();
    void showInput();
    void showDialog();
    void showWelcome();
    void showStatus();

    Engine& m_engine;
    TimelineModel m_steps;
    QTimer m_showSoon; ///< one look at the newest step for a burst of records
    QString m_home;
    std::optional<LoadedDialog> m_dialog;
    QString m_dialect;           ///< the person's choice, for dialogs that name none
    std::optional<Kind> m_kind;  ///< of the last run
    SimulationRequest m_request; ///< the last run's
    bool m_holding = false;      ///< before each plugin
    std::optional<SimulationResult> m_result;

    Actions m_actions;
    NoticeBar* m_notice;
    ElidedLabel* m_dialogName;
    QComboBox* m_dialects;
    QStackedWidget* m_pages; ///< the welcome, or the steps
    QLabel* m_welcome;
    StepsView* m_view;
    ElidedLabel* m_status;
    ClientInput* m_input;
    StepInspector* m_inspector;
};

} // namespace spp::workbench
