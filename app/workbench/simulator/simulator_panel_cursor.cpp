// SPDX-License-Identifier: MIT
/// Which line or step is meant by the cursor, and where breakpoints are.
#include "app/workbench/debugger/breakpoint_places.h"
#include "app/workbench/debugger/moments.h"
#include "app/workbench/simulator/simulator_panel.h"
#include "app/workbench/simulator/steps_view.h"

namespace spp::workbench
{

void SimulatorPanel::setEditorCursor(const QString& path, int line)
{
    m_cursorPath = path;
    m_cursorLine = line;
    showActions();
}

/// The selected step while its view is in use; otherwise the editor's line.
debug::Cursor SimulatorPanel::cursor() const
{
    debug::Cursor cursor;
    if (m_view->hasFocus() && m_view->currentIndex().isValid()) {
        const Run& run = *m_debugger.shown();
        if (const auto stop = stopAt(run, m_steps.timeline(), m_steps.stepOf(m_view->currentIndex()))) {
            const bool isLine = run.stops[*stop].place == debug::Place::BeforeCommand;
            cursor.dialogLine = isLine ? run.stops[*stop].dialogLine : 0;
            cursor.pluginPlace = run.stops[*stop].pluginPlace;
        }
        return cursor;
    }
    return cursorAt(m_home, dialog(), m_cursorPath, m_cursorLine);
}

void SimulatorPanel::toggleAt(const debug::Cursor& at)
{
    if (at.dialogLine != 0)
        m_plan.breakpoints().toggle(debug::AtLine{at.dialogLine});
    else if (!at.pluginPlace.empty())
        m_plan.breakpoints().toggle(debug::AtPlugin{at.pluginPlace});
}

void SimulatorPanel::toggleBreakpoint(const QString& path, int line)
{
    toggleAt(cursorAt(m_home, dialog(), path, line));
}

QSet<int> SimulatorPanel::breakpointLines(const QString& path) const
{
    return workbench::breakpointLines(m_plan.breakpoints().breakpoints(), m_home, dialog(), path);
}

} // namespace spp::workbench
