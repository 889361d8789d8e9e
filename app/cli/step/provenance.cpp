// SPDX-License-Identifier: MIT
#include "app/cli/step/provenance.h"

#include "core/base/text.h"

namespace spp::cli
{

Provenance::Provenance(const Runs& runs) : m_runs(runs)
{
    const debug::Held* held = runs.held();
    if (held == nullptr)
        return;
    for (const auto& change : held->stop.changed)
        m_changed[change.name] = {!change.after, false};
    const auto* call = std::get_if<plugin::Call>(&held->subject);
    if (call != nullptr && runs.edits().plugin.environment)
        for (const auto& change : plugin::changes(call->environment, *runs.edits().plugin.environment))
            m_changed[change.name] = {!change.after, true};
}

std::vector<std::string> Provenance::gone() const
{
    std::vector<std::string> names;
    for (const auto& [name, change] : m_changed)
        if (change.isGone)
            names.push_back(name);
    return names;
}

std::string Provenance::of(const std::string& name) const
{
    const debug::Held* held = m_runs.held();
    const auto changed = m_changed.find(name);
    if (changed != m_changed.end() && changed->second.isEdit)
        return "you";
    if (changed != m_changed.end() && held->stop.place == debug::Place::AfterOutput)
        return text::printable(held->stop.plugin) + ", once it has its effect";
    const auto& steps = m_runs.timeline().steps();
    const auto* setter = steps.empty() ? nullptr : m_runs.timeline().setterOf(steps.size() - 1, name);
    if (setter == nullptr || !setter->step)
        return "for this plugin alone";
    const trace::Step& step = steps[*setter->step];
    if (step.kind == trace::StepKind::Session)
        return "from the start";
    return step.kind == trace::StepKind::ClientLine ? "the server, at “" + step.title + "”" : step.title;
}

} // namespace spp::cli
