// SPDX-License-Identifier: MIT
#include "core/trace/variable_history.h"

#include <algorithm>
#include <iterator>

namespace spp::trace
{

void VariableHistory::add(const plugin::Environment& environment, const VariableSetter& setter)
{
    for (const auto& change : plugin::changes(m_last, environment))
        m_setters[change.name].push_back(setter);
    m_last = environment;
}

const VariableSetter* VariableHistory::setterOf(std::string_view name, std::size_t records) const
{
    const auto found = m_setters.find(name);
    if (found == m_setters.end())
        return nullptr;
    const auto& setters = found->second;
    const auto later =
        std::partition_point(setters.begin(), setters.end(), [&](const auto& each) { return each.record < records; });
    return later == setters.begin() ? nullptr : &*std::prev(later);
}

} // namespace spp::trace
