// SPDX-License-Identifier: MIT
#include "core/scenario/plugin_limit.h"

#include <algorithm>
#include <utility>
#include <variant>

namespace spp::scenario
{

namespace
{

/// A machine that has much to do takes that much longer, and the session goes on as it would.
constexpr std::chrono::seconds grace{5};

void consider(const std::vector<Demand>& demands, const plugin::Call& call,
              std::optional<std::chrono::milliseconds>& longest)
{
    for (const Demand& demand : demands) {
        const auto* plugin = std::get_if<PluginDemand>(&demand.what);
        const auto* within = plugin != nullptr ? std::get_if<PluginDemand::Within>(&plugin->what) : nullptr;
        if (within != nullptr && isAbout(*plugin, call))
            longest = std::max(longest.value_or(within->limit), within->limit);
    }
}

} // namespace

std::optional<std::chrono::milliseconds> limitFor(const Dialog& dialog, const plugin::Call& call)
{
    std::optional<std::chrono::milliseconds> longest;
    consider(dialog.greetingDemands, call, longest);
    for (const ClientLine& line : dialog.lines)
        consider(line.demands, call, longest);
    return longest ? std::optional<std::chrono::milliseconds>(*longest + grace) : std::nullopt;
}

PluginLimit::PluginLimit(const asio::any_io_executor& executor, LimitOf limitOf, std::function<void()> end)
    : m_timer(executor), m_limitOf(std::move(limitOf)), m_end(std::move(end))
{}

void PluginLimit::add(const trace::Record& record)
{
    const auto* report = std::get_if<session::Report>(&record.body);
    if (report == nullptr)
        return;
    if (const auto* started = std::get_if<session::PluginStarted>(&report->body))
        begin(m_limitOf(started->call));
    else if (std::holds_alternative<session::PluginEnded>(report->body))
        stop();
}

void PluginLimit::begin(std::optional<std::chrono::milliseconds> limit)
{
    if (!limit)
        return;
    m_timer.expires_after(*limit);
    m_timer.async_wait([this, run = ++m_run](const std::error_code& error) {
        // It may have run out while the plugin's end was told.
        if (!error && run == m_run)
            m_end();
    });
}

void PluginLimit::stop()
{
    ++m_run;
    m_timer.cancel();
}

} // namespace spp::scenario
