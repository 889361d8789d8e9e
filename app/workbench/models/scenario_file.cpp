// SPDX-License-Identifier: MIT
#include "app/workbench/models/scenario_file.h"

#include <algorithm>
#include <utility>

namespace spp::workbench
{

using Mark = ScenarioMark;
using Activity = CaseState::Activity;

Mark CaseState::mark() const
{
    switch (activity) {
    case Activity::Waiting: return Mark::Waiting;
    case Activity::Running: return Mark::Running;
    case Activity::None: break;
    }
    if (!outcome)
        return Mark::NotRun;
    if (!outcome->error.isEmpty())
        return Mark::Impossible;
    const bool isGood =
        std::ranges::all_of(outcome->sessions, [](const SessionOutcome& each) { return each.failures.empty(); });
    return isGood ? Mark::Passed : Mark::Failed;
}

Mark ScenarioFile::mark() const
{
    if (!m_outline.error.isEmpty())
        return Mark::Impossible;
    for (const Mark mark : {Mark::Running, Mark::Waiting, Mark::Failed, Mark::Impossible, Mark::NotRun})
        if (count(mark) > 0)
            return mark;
    return m_cases.empty() ? Mark::NotRun : Mark::Passed;
}

Mark ScenarioFile::sessionMark(std::size_t caseIndex, std::size_t session) const
{
    const CaseState& state = m_cases[caseIndex];
    if (state.activity != Activity::None)
        return state.mark();
    if (!state.outcome || session >= state.outcome->sessions.size())
        return Mark::NotRun;
    if (!state.outcome->sessions[session].failures.empty())
        return Mark::Failed;
    const bool isLast = session + 1 == state.outcome->sessions.size();
    return isLast && !state.outcome->error.isEmpty() ? Mark::Impossible : Mark::Passed;
}

bool ScenarioFile::isStale() const
{
    return std::ranges::any_of(m_cases, &CaseState::isStale);
}

const std::vector<scenario::Failure>& ScenarioFile::failures(std::size_t caseIndex, std::size_t session) const
{
    static const std::vector<scenario::Failure> none;
    const auto& outcome = m_cases[caseIndex].outcome;
    return outcome && session < outcome->sessions.size() ? outcome->sessions[session].failures : none;
}

QString ScenarioFile::error(std::size_t caseIndex) const
{
    const auto& outcome = m_cases[caseIndex].outcome;
    return outcome ? outcome->error : QString();
}

void ScenarioFile::setOutline(ScenarioOutline outline)
{
    for (std::size_t i = 0; i < m_cases.size(); ++i)
        m_known[m_outline.cases[i].row] = {m_outline.cases[i].sessions.size(), std::move(m_cases[i])};
    m_cases.assign(outline.cases.size(), {});
    for (std::size_t i = 0; i < m_cases.size(); ++i) {
        const auto known = m_known.find(outline.cases[i].row);
        if (known != m_known.end() && known->second.sessions == outline.cases[i].sessions.size())
            m_cases[i] = known->second.state;
    }
    if (!outline.cases.empty())
        m_known.clear();
    m_outline = std::move(outline);
    setStale();
    recount();
}

bool ScenarioFile::hasShapeOf(const ScenarioOutline& outline) const
{
    return m_outline.error.isEmpty() == outline.error.isEmpty() &&
           std::ranges::equal(m_outline.cases, outline.cases, [](const CaseOutline& one, const CaseOutline& other) {
               return one.row == other.row && one.sessions.size() == other.sessions.size();
           });
}

void ScenarioFile::setStale()
{
    for (CaseState& state : m_cases)
        state.isStale = state.outcome.has_value();
}

void ScenarioFile::setActivity(std::size_t caseIndex, Activity activity)
{
    change(caseIndex, [&](CaseState& state) { state.activity = activity; });
}

void ScenarioFile::beginOutcome(std::size_t caseIndex, std::size_t sessions, std::shared_ptr<const std::string> text)
{
    change(caseIndex, [&](CaseState& state) {
        state.activity = Activity::None;
        state.isStale = false;
        if (!state.outcome)
            state.outcome.emplace();
        state.outcome->sessions.resize(std::min(sessions, m_outline.cases[caseIndex].sessions.size()));
        state.outcome->text = std::move(text);
    });
}

void ScenarioFile::setSession(std::size_t caseIndex, std::size_t session, SessionOutcome outcome)
{
    change(caseIndex, [&](CaseState& state) { state.outcome->sessions[session] = std::move(outcome); });
}

void ScenarioFile::setError(std::size_t caseIndex, const QString& error)
{
    change(caseIndex, [&](CaseState& state) { state.outcome->error = error; });
}

template <typename Deed>
void ScenarioFile::change(std::size_t caseIndex, Deed deed)
{
    CaseState& state = m_cases[caseIndex];
    --m_counts[static_cast<std::size_t>(state.mark())];
    deed(state);
    ++m_counts[static_cast<std::size_t>(state.mark())];
}

void ScenarioFile::recount()
{
    m_counts.fill(0);
    for (const CaseState& state : m_cases)
        ++m_counts[static_cast<std::size_t>(state.mark())];
}

} // namespace spp::workbench
