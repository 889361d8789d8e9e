// SPDX-License-Identifier: MIT
/// What a session wants done. The Driver carries wishes out, in order, and brings the answers as events.
#pragma once

#include "core/plugin/call.h"
#include "core/session/state.h"

#include <string>
#include <variant>

namespace spp::session
{

struct SendBytes
{
    std::string bytes;
}; ///< to the client; needs no answer
struct RunPlugin
{
    plugin::Call call;
}; ///< answers: PluginOutput…, PluginOutputEnded, PluginExited
struct StopReadingPlugin
{}; ///< close its output now; its exit is still awaited
/// Open a queue for one message; answer: QueueOpened.
struct OpenQueue
{
    std::string program; ///< QMAILQUEUE or bin/qmail-queue, relative to the home; other sinks ignore it
    plugin::Environment environment;
    Envelope envelope;
};
struct WriteQueue
{
    std::string bytes;
}; ///< a part of the message; needs no answer
struct FinishQueue
{}; ///< the message is whole: make it safe; answer: QueueFinished
struct AbandonQueue
{}; ///< nothing of it may be kept; answer: QueueFinished
struct Close
{
    int exitStatus = 0;
}; ///< the last wish

using Wish =
    std::variant<SendBytes, RunPlugin, StopReadingPlugin, OpenQueue, WriteQueue, FinishQueue, AbandonQueue, Close>;

} // namespace spp::session
