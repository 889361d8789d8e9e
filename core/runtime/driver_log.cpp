// SPDX-License-Identifier: MIT
/// The Driver's part that listens to what a plugin says beside its output: its log, and what its shell runs.
#include "core/runtime/driver.h"

#include <algorithm>
#include <utility>

namespace spp::runtime
{

namespace
{

/// Of what a plugin logs, so much is sent to the client where a dialect does that.
constexpr std::size_t maxLogForClient = 64UL * 1024;

} // namespace

/// @param output reads it to its end
asio::awaitable<void> Driver::untilPluginEnds(asio::awaitable<void> output, bool withLog)
{
    if (withLog)
        m_plugin->hearLog([this](std::string_view bytes) { takeLog(std::string(bytes)); });
    if (m_trace && m_trace->channel() == trace::ShellTrace::Channel::Own)
        m_plugin->hearTrace([this](std::string_view bytes) {
            m_trace->take(bytes);
            tellTrace();
        });
    co_await std::move(output);
    m_pluginEnd = co_await m_plugin->wait();
}

/// What is left of a plugin that has ended is taken; returns its log, or the beginning of it.
std::string Driver::endPlugin(const plugin::Call& call)
{
    takeLog(m_plugin->drainLog());
    if (m_trace) {
        m_trace->take(m_plugin->drainTrace());
        keepLog(m_trace->finish());
        tellTrace();
    }
    m_trace.reset();
    tell(trace::PluginResources{m_plugin->id(), m_pluginEnd.wallTime, m_pluginEnd.userTime, m_pluginEnd.systemTime,
                                m_pluginEnd.peakMemoryKiB});
    m_plugin.reset();
    m_pluginLimit.clear();
    tallyPlugin(call, m_pluginEnd);
    return std::exchange(m_log, {});
}

/// What a shell runs may stand in the midst of it.
void Driver::takeLog(std::string bytes)
{
    if (m_trace && m_trace->channel() == trace::ShellTrace::Channel::Log) {
        bytes = m_trace->take(bytes);
        tellTrace();
    }
    keepLog(std::move(bytes));
}

void Driver::keepLog(std::string bytes)
{
    if (bytes.empty())
        return;
    // Only some dialects hand it on to the client; of a flood it gets the beginning.
    m_log.append(bytes, 0, maxLogForClient - std::min(m_log.size(), maxLogForClient));
    tell(trace::PluginLog{std::move(bytes)});
}

void Driver::tellTrace()
{
    if (auto lines = m_trace->takeLines(); !lines.empty())
        tell(trace::PluginTrace{std::move(lines)});
}

} // namespace spp::runtime
