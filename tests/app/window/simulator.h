// SPDX-License-Identifier: MIT
/// A simulator panel with an engine and a home of its own, for tests.
#pragma once

#include "app/workbench/simulator/client_input.h"
#include "app/workbench/simulator/simulator_panel.h"
#include "app/workbench/simulator/step_inspector.h"
#include "app/workbench/simulator/steps_view.h"
#include "tests/app/temporary_home.h"

#include <QAction>

#include <optional>
#include <string>
#include <vector>

namespace spp::workbench
{

struct Simulator
{
    explicit Simulator(const QByteArray& smtpPlugins = {})
    {
        home.write("control/smtpplugins", smtpPlugins);
        panel.resize(1050, 440);
        panel.show();
        panel.setHome(home.path());
    }

    void plugin(const QString& name, const QByteArray& script)
    {
        home.write("plugins/" + name, "#!/bin/sh\n" + script, TemporaryHome::executable);
    }
    void dialog(const QByteArray& text) { panel.loadDialog(home.write("dialogs/test.spp", text)); }

    QAction* action(const QString& text) const
    {
        for (QAction* each : panel.actions())
            if (each->text().remove('&') == text)
                return each;
        qFatal("no action %s", qPrintable(text));
    }
    QStringList enabled() const
    {
        QStringList names;
        for (const QAction* each : panel.actions())
            if (each->isEnabled() && !each->isSeparator() && !each->isCheckable())
                names.append(each->text().remove('&'));
        return names;
    }

    const std::vector<spp::trace::Step>& steps() const { return panel.steps().timeline().steps(); }
    std::optional<std::size_t> find(const std::string& title) const
    {
        for (std::size_t step = 0; step < steps().size(); ++step)
            if (steps()[step].title == title)
                return step;
        return std::nullopt;
    }
    QString openPlugin() const
    {
        const auto step = panel.steps().openPlugin();
        return step ? QString::fromStdString(steps()[*step].title) : QString();
    }

    TemporaryHome home;
    Engine engine;
    SimulatorPanel panel{engine};
    StepsView* view = panel.findChild<StepsView*>();
    ClientInput* input = panel.findChild<ClientInput*>();
    StepInspector* inspector = panel.findChild<StepInspector*>();
};

} // namespace spp::workbench
