// SPDX-License-Identifier: MIT
#include "core/trace/variable_history.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace spp::trace
{

namespace
{

/// Of a long session no more is left to be looked into at once than a person would notice.
constexpr std::size_t mostUnread = 64;

} // namespace

void VariableHistory::add(const plugin::Environment& environment, const VariableSetter& setter)
{
    if (&environment.entries() == &m_last.entries())
        return;
    m_last = environment;
    m_unread.push_back({environment, setter});
    if (m_unread.size() == mostUnread)
        readAll();
}

void VariableHistory::readAll() const
{
    for (const Moment& moment : std::exchange(m_unread, {}))
        lookInto(moment);
}

void VariableHistory::lookInto(const Moment& moment) const
{
    for (const auto& change : plugin::changes(m_read, moment.environment))
        m_setters[change.name].push_back(moment.setter);
    m_read = moment.environment;
}

const VariableSetter* VariableHistory::setterOf(std::string_view name, std::size_t records) const
{
    readAll();
    const auto found = m_setters.find(name);
    if (found == m_setters.end())
        return nullptr;
    const auto& setters = found->second;
    const auto later =
        std::partition_point(setters.begin(), setters.end(), [&](const auto& each) { return each.record < records; });
    return later == setters.begin() ? nullptr : &*std::prev(later);
}

} // namespace spp::trace
