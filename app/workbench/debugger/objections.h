// SPDX-License-Identifier: MIT
/// The way to "Who else would have objected?": an action for wherever a step is shown whose section a plugin ended before all were
/// asked. Not thread-safe: lives in the window's thread.
#pragma once

#include <QObject>

#include <cstddef>
#include <optional>

class QAction;
class QWidget;

namespace spp::workbench
{

class Debugger;
class Engine;
class TimelineModel;

class Objections : public QObject
{
    Q_OBJECT

public:
    /// All of them must live longer. @param steps of the run on screen @param panel that the dialog belongs to
    Objections(Engine& engine, const Debugger& debugger, const TimelineModel& steps, QWidget* panel);

    QAction* action() const { return m_action; }
    /// The step that is selected.
    void showStep(std::optional<std::size_t> step);

private:
    std::optional<std::size_t> deciding() const;
    void open();

    Engine& m_engine;
    const Debugger& m_debugger;
    const TimelineModel& m_steps;
    QWidget* m_panel;
    QAction* m_action;
    std::optional<std::size_t> m_step;
};

} // namespace spp::workbench
