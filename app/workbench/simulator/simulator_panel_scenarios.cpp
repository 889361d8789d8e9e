// SPDX-License-Identifier: MIT
/// Sessions of scenarios that others have chosen, and what is done about what was not as they expect.
#include "app/workbench/debugger/debug_actions.h"
#include "app/workbench/simulator/reply_marks.h"
#include "app/workbench/simulator/session_head.h"
#include "app/workbench/simulator/simulator_panel.h"
#include "app/workbench/simulator/steps_view.h"

#include <QAction>

namespace spp::workbench
{

RehearsalConditions SimulatorPanel::conditions() const
{
    return {{}, m_head->chosenDialect(), m_head->world(), m_actions->tracesShells()};
}

void SimulatorPanel::showPlayed(const std::shared_ptr<const RecordedSession>& session, int line)
{
    loadSession(session->scenario.place);
    Run run;
    run.reason = RunReason::Rehearsed;
    run.request = session->request;
    run.records = session->records;
    run.stops = session->stops;
    run.result = session->result;
    run.scenario = session->scenario;
    m_debugger.adopt(std::move(run));
    m_wantedLine = line;
    if (m_debugger.isComplete())
        goToMismatch();
}

void SimulatorPanel::playSession(const ScenarioPlace& place, int line)
{
    loadSession(place);
    if (!m_dialog || m_dialog->place != place)
        return;
    start(RunReason::Dialog, debug::Pace::Run, true);
    m_wantedLine = line;
}

void SimulatorPanel::debugSession(const ScenarioPlace& place)
{
    loadSession(place);
    if (m_dialog && m_dialog->place == place)
        start(RunReason::Dialog, debug::Pace::Plugin, true);
}

/// To the one that was asked for.
void SimulatorPanel::goToMismatch()
{
    const Run* run = m_debugger.shown();
    const auto line = std::exchange(m_wantedLine, std::nullopt);
    if (!line || run == nullptr || !run->result)
        return;
    const auto& mismatches = run->result->mismatches;
    const auto steps = stepsOf(m_steps.timeline(), run->request.dialog, mismatches);
    for (std::size_t i = 0; i < steps.size(); ++i)
        if (steps[i] && (*line == 0 || mismatches[i].line == static_cast<std::size_t>(*line)))
            return m_view->select(*steps[i]);
}

/// Of what was not as expected at the selected step.
Acceptance SimulatorPanel::acceptance() const
{
    Acceptance acceptance;
    const Run* run = m_debugger.shown();
    const auto selected = m_view->selectedStep();
    if (run == nullptr || !run->result || !run->scenario || !selected)
        return acceptance;
    acceptance.path = run->scenario->place.path;
    acceptance.text = run->scenario->text;
    acceptance.cases = run->scenario->cases;
    const auto& mismatches = run->result->mismatches;
    const auto steps = stepsOf(m_steps.timeline(), run->request.dialog, mismatches);
    for (std::size_t i = 0; i < steps.size(); ++i) {
        if (steps[i] != selected)
            continue;
        acceptance.changes.insert(acceptance.changes.end(), mismatches[i].accepting.begin(),
                                  mismatches[i].accepting.end());
        acceptance.unsayable += mismatches[i].accepting.empty() ? 1 : 0;
    }
    return acceptance;
}

void SimulatorPanel::showAcceptance()
{
    const Run* run = m_debugger.shown();
    const auto step = m_view->selectedStep();
    m_accept->setEnabled(run != nullptr && run->scenario && step && m_steps.isMismatch(*step));
}

} // namespace spp::workbench
