// SPDX-License-Identifier: MIT
/// The Driver's part that tells what is counted.
#include "core/runtime/driver.h"
#include "core/session/queue_reply.h"

namespace spp::runtime
{

namespace
{

Tally::PluginEnd endOf(const plugin::Exit& exit)
{
    if (exit.couldNotRun())
        return Tally::PluginEnd::CouldNotRun;
    if (exit.crashed())
        return Tally::PluginEnd::Crashed;
    return exit.number == 0 ? Tally::PluginEnd::Ok : Tally::PluginEnd::Failed;
}

} // namespace

void Driver::tallyPlugin(const plugin::Call& call, const ProcessEnd& ended)
{
    if (m_parts.tally == nullptr)
        return;
    m_parts.tally->pluginEnded({call, m_pluginKilled.value_or(endOf(ended.exit)), m_pluginFinal, ended.wallTime,
                                ended.userTime + ended.systemTime});
}

void Driver::tallyMessage(const session::QueueFinished& answer, std::chrono::nanoseconds began)
{
    if (m_parts.tally == nullptr)
        return;
    Tally::Message message{Tally::MessageEnd::Queued, m_messageSize, now().elapsed - began};
    if (!session::isQueued(answer)) {
        const auto reply = session::formatQueueReply(answer, {}, *m_session.config().dialect);
        message.end = reply.starts_with('5') ? Tally::MessageEnd::Refused : Tally::MessageEnd::Deferred;
    }
    m_parts.tally->messageEnded(message);
}

} // namespace spp::runtime
