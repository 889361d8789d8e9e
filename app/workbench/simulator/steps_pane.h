// SPDX-License-Identifier: MIT
/// The steps with the bar above them, and the ways between them and the inspector. Not thread-safe: a widget.
#pragma once

#include "core/plugin/call.h"

#include <QWidget>

namespace spp::workbench
{

class StepInspector;
class StepsBar;
class StepLinks;
class StepsView;

class StepsPane : public QWidget
{
    Q_OBJECT

public:
    /// Takes the view; the inspector stays where it is and must live as long.
    StepsPane(StepsView* view, StepInspector* inspector, QWidget* parent = nullptr);

    StepsBar* bar() const { return m_bar; }
    /// The steps are of a run whose plugins see the home at /var/qmail.
    void setPrivateHome(bool isPrivate);

signals:
    /// The person wants to see this line: "control/smtpplugins:12".
    void placeChosen(const QString& place);
    /// The person wants to run it in a terminal, under its debugger.
    void debuggerWanted(const spp::plugin::Call& call);
    /// The inspector has something to show that was asked for.
    void inspectorWanted();

private:
    StepsBar* m_bar;
    StepLinks* m_links;
};

} // namespace spp::workbench
