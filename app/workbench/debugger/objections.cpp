// SPDX-License-Identifier: MIT
#include "app/workbench/debugger/objections.h"

#include "app/workbench/debugger/debugger.h"
#include "app/workbench/debugger/objections_dialog.h"
#include "app/workbench/models/timeline_model.h"
#include "app/workbench/settings/icons.h"

#include <QAction>
#include <QWidget>

namespace spp::workbench
{

Objections::Objections(Engine& engine, const Debugger& debugger, const TimelineModel& steps, QWidget* panel)
    : QObject(panel),
      m_engine(engine),
      m_debugger(debugger),
      m_steps(steps),
      m_panel(panel),
      m_action(new QAction(lineIcon(LineIcon::Plugin), tr("&Who Else Would Have Objected?"), this))
{
    m_action->setToolTip(tr("Ask the plugins that were not asked, since one before them ended the section"));
    m_action->setEnabled(false);
    connect(m_action, &QAction::triggered, this, &Objections::open);
}

void Objections::showStep(std::optional<std::size_t> step)
{
    m_step = step;
    m_action->setEnabled(deciding().has_value());
}

std::optional<std::size_t> Objections::deciding() const
{
    const Run* run = m_debugger.shown();
    if (run == nullptr || run->reason == RunReason::Rehearsed)
        return std::nullopt; // the home that its plugins ran in is gone
    const auto& steps = m_steps.timeline().steps();
    return m_step && *m_step < steps.size() ? debug::decidingPluginOf(steps, *m_step) : std::nullopt;
}

void Objections::open()
{
    const auto plugin = deciding();
    if (!plugin)
        return;
    const Run& run = *m_debugger.shown();
    const trace::Step& step = m_steps.timeline().steps()[*plugin];
    const debug::PastStop* stop = debug::stopBeforePlugin(run.stops, step);
    if (stop == nullptr)
        return;
    auto* dialog = new ObjectionsDialog(m_engine, {run.number, stop->position, debug::answerOf(*step.plugin)},
                                        m_steps.timeline().steps(), *plugin, m_panel);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->show();
}

} // namespace spp::workbench
