// SPDX-License-Identifier: MIT
#include "core/trace/step_count.h"

namespace spp::trace
{

namespace
{

/// True for what begins a step wherever it stands; of a message only the first part does.
struct BeginsStep
{
    bool operator()(const session::PluginSaid&) const { return false; }
    bool operator()(const session::PluginEnded&) const { return false; }
    bool operator()(const session::SectionEnded&) const { return false; }
    bool operator()(const session::RecipientCheckEnded&) const { return false; }
    bool operator()(const session::MessagePart&) const { return false; }
    bool operator()(const session::MessageRead&) const { return false; }
    template <typename Body>
    bool operator()(const Body&) const
    {
        return true;
    }
};

} // namespace

std::size_t StepCount::add(const Record& record)
{
    const auto* report = std::get_if<session::Report>(&record.body);
    if (report == nullptr)
        return m_steps;
    const bool isPart = std::holds_alternative<session::MessagePart>(report->body);
    if (std::visit(BeginsStep(), report->body) || (isPart && !m_isInMessage))
        ++m_steps;
    if (std::holds_alternative<session::ClientLine>(report->body))
        m_isInMessage = false;
    m_isInMessage = m_isInMessage || isPart;
    return m_steps;
}

} // namespace spp::trace
