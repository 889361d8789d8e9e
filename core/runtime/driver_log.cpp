// SPDX-License-Identifier: MIT
/// The Driver's part that listens to what a plugin says beside its output: its log, and what its shell runs.
#include "core/runtime/driver.h"

#include <asio/experimental/awaitable_operators.hpp>
#include <asio/redirect_error.hpp>
#include <asio/use_awaitable.hpp>

#include <algorithm>
#include <array>
#include <utility>

namespace spp::runtime
{

using namespace asio::experimental::awaitable_operators;

namespace
{

/// Of what a plugin logs, so much is sent to the client where a dialect does that.
constexpr std::size_t maxLogForClient = 64UL * 1024;

} // namespace

/// @param output reads it to its end
asio::awaitable<void> Driver::untilPluginEnds(asio::awaitable<void> output, bool withLog)
{
    if (m_trace && m_trace->channel() == trace::ShellTrace::Channel::Own)
        co_await (awaitPlugin(std::move(output)) || pumpLog() || pumpTrace());
    else if (withLog)
        co_await (awaitPlugin(std::move(output)) || pumpLog());
    else
        co_await awaitPlugin(std::move(output));
}

/// Never ends by itself: the log may be closed early, and a descendant may hold it open long after the plugin.
asio::awaitable<void> Driver::pumpLog()
{
    std::array<char, 4096> buffer;
    for (;;) {
        const IoResult got = co_await m_plugin->readLog(buffer);
        if (got.error || got.ended())
            break;
        takeLog(std::string(buffer.data(), got.size));
    }
    co_await untilCancelled();
}

/// The same for a trace.
asio::awaitable<void> Driver::pumpTrace()
{
    std::array<char, 4096> buffer;
    for (;;) {
        const IoResult got = co_await m_plugin->readTrace(buffer);
        if (got.error || got.ended())
            break;
        m_trace->take(std::string_view(buffer.data(), got.size));
        tellTrace();
    }
    co_await untilCancelled();
}

asio::awaitable<void> Driver::untilCancelled()
{
    asio::steady_timer never(m_executor, asio::steady_timer::time_point::max());
    std::error_code cancelled;
    co_await never.async_wait(asio::redirect_error(asio::use_awaitable, cancelled));
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
