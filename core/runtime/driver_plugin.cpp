// SPDX-License-Identifier: MIT
/// The Driver's part that runs programs: plugins, and the one that is asked about a recipient.
#include "core/runtime/driver.h"

#include <asio/experimental/awaitable_operators.hpp>

#include <array>
#include <csignal>
#include <utility>

namespace spp::runtime
{

using namespace asio::experimental::awaitable_operators;

namespace
{

ProcessSpec specOf(const plugin::Call& call, bool emptyInput, bool captureLog)
{
    ProcessSpec spec;
    spec.program = call.program;
    spec.arguments = call.arguments;
    spec.environment = call.environment.entries();
    spec.directory = call.directory;
    spec.input = emptyInput ? ProcessSpec::Input::Empty : ProcessSpec::Input::Closed;
    spec.log = captureLog ? ProcessSpec::Log::Captured : ProcessSpec::Log::Inherited;
    return spec;
}

} // namespace

void Driver::killPlugin()
{
    if (m_plugin)
        m_plugin->kill(SIGKILL);
}

/// nullopt: none is needed, or the session ends.
asio::awaitable<std::optional<PluginSlots::Slot>> Driver::awaitSlot()
{
    std::optional<PluginSlots::Slot> slot;
    if (m_parts.limits != nullptr && m_parts.limits->atOnce != nullptr) {
        slot = m_parts.limits->atOnce->takeAtOnce();
        if (!slot) {
            auto taken = co_await (m_parts.limits->atOnce->take() || untilStopped());
            if (taken.index() != 0)
                co_return std::nullopt;
            slot = std::get<0>(std::move(taken));
        }
    }
    if (m_parts.starts != nullptr && !m_parts.starts->takeAtOnce())
        co_await (m_parts.starts->take() || untilStopped());
    co_return slot;
}

asio::awaitable<void> Driver::carryOut(session::RunPlugin wish)
{
    const auto slot = co_await awaitSlot();
    if (m_stopping)
        co_return; // the session is told so in untilClosed()
    if (auto failure = start(wish)) {
        handle(session::PluginOutputEnded{});
        handle(session::PluginExited{std::move(*failure)});
        co_return;
    }
    co_await untilPluginEnds(pumpOutput(), capturesLog(wish));
    const std::string log = endPlugin(wish.call);
    if (wish.logToClient && !log.empty())
        co_await write(log);
    handle(session::PluginExited{m_pluginEnd.exit});
}

/// @return why it could not be started
std::optional<plugin::Exit> Driver::start(const session::RunPlugin& wish)
{
    const bool emptyInput = m_session.config().dialect->givesEmptyInput;
    return start(wish.call, specOf(wish.call, emptyInput, capturesLog(wish)));
}

std::optional<plugin::Exit> Driver::start(const plugin::Call& call, ProcessSpec spec)
{
    if (m_parts.limits != nullptr)
        spec.limits = m_parts.limits->resources;
    if (m_parts.place)
        spec = m_parts.place(std::move(spec));
    m_trace.reset();
    m_pluginKilled.reset();
    m_pluginFinal.reset();
    if (m_parts.tally != nullptr)
        m_parts.tally->pluginStarted();
    if (!spec.traceMark.empty())
        m_trace.emplace(spec.traceDescriptor != 0 ? trace::ShellTrace::Channel::Own : trace::ShellTrace::Channel::Log,
                        spec.traceMark, spec.traceScript);
    auto started = Process::start(m_executor, std::move(spec));
    if (started) {
        m_plugin = std::move(*started);
        limitPluginTime(call.place);
        return std::nullopt;
    }
    tallyPlugin(call, {started.error(), {}, {}, {}, {}});
    return started.error();
}

bool Driver::capturesLog(const session::RunPlugin& wish) const
{
    return m_parts.observer || wish.logToClient;
}

asio::awaitable<void> Driver::carryOut(session::StopReadingPlugin wish)
{
    m_pluginFinal = wish.letter;
    if (m_plugin) // a plugin whose answer was gathered has ended before
        m_plugin->closeOutput();
    co_return;
}

asio::awaitable<void> Driver::carryOut(session::KillPlugin)
{
    if (m_plugin)
        m_plugin->closeOutput();
    m_pluginKilled = Tally::PluginEnd::CutOff;
    killPlugin();
    co_return;
}

/// Its exit alone counts: what it prints is for the log, as what it writes there is.
asio::awaitable<void> Driver::carryOut(session::CheckRecipient wish)
{
    const auto slot = co_await awaitSlot();
    if (m_stopping)
        co_return;
    ProcessSpec spec = specOf(wish.call, true, static_cast<bool>(m_parts.observer));
    spec.output = ProcessSpec::Output::WithLog;
    if (auto failure = start(wish.call, std::move(spec))) {
        if (m_parts.complain)
            m_parts.complain(wish.call.place + ": " + plugin::describe(*failure));
        handle(session::RecipientChecked{std::move(*failure)});
        co_return;
    }
    std::string none; // what it prints goes where its log goes
    co_await untilPluginEnds(collectOutput(none), static_cast<bool>(m_parts.observer));
    endPlugin(wish.call);
    handle(session::RecipientChecked{m_pluginEnd.exit});
}

/// What the plugin prints goes to the session as it comes; a final command closes the pipe, which ends this.
asio::awaitable<void> Driver::pumpOutput()
{
    std::array<char, 4096> buffer;
    for (;;) {
        const IoResult got = co_await m_plugin->readOutput(buffer);
        if (got.error || got.ended())
            break;
        handle(session::PluginOutput{std::string_view(buffer.data(), got.size)});
        co_await carryOutWishes();
    }
    handle(session::PluginOutputEnded{});
    co_await carryOutWishes();
}

} // namespace spp::runtime
