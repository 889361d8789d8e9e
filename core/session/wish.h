// SPDX-License-Identifier: MIT
/// What a session wants done. The Driver carries wishes out, in order, and brings the answers as events.
#pragma once

#include "core/plugin/call.h"
#include "core/plugin/command.h"
#include "core/session/limits.h"
#include "core/session/state.h"

#include <string>
#include <variant>
#include <vector>

namespace spp::session
{

/// To the client; needs no answer.
struct SendBytes
{
    std::string bytes;
};

/// Answers: PluginOutput…, PluginOutputEnded, PluginExited.
struct RunPlugin
{
    plugin::Call call;
    bool logToClient = false; ///< its standard error is the client's connection
};

/// Close its output now; its exit is still awaited.
struct StopReadingPlugin
{
    plugin::Letter letter = plugin::Letter::Next; ///< of its final command
};

/// Close its output and end it with its whole process group; its exit is still awaited.
struct KillPlugin
{};

/// For the administrator: something of his own does not work. Needs no answer.
struct Complain
{
    std::string words;
};

/// Open a queue for one message; answer: QueueOpened.
struct OpenQueue
{
    std::string program; ///< QMAILQUEUE or bin/qmail-queue, relative to the home; other sinks ignore it
    plugin::Environment environment;
    Envelope envelope;
};

/// A part of the message; needs no answer.
struct WriteQueue
{
    std::string bytes;
};

/// The message is whole: make it safe; answer: QueueFinished.
struct FinishQueue
{};

/// Nothing of it may be kept; answer: QueueFinished.
struct AbandonQueue
{};

/// Ask a checkpassword program whether a login is right; answer: LoginChecked.
struct CheckLogin
{
    std::vector<std::string> command; ///< the program and its arguments, relative to the home
    std::string fields;               ///< for its descriptor 3; wipe it when it has been used
    plugin::Environment environment;
    bool logToClient = false; ///< its standard error is the client's connection
};

/// Ask a program whether a recipient is to be taken; answer: RecipientChecked.
struct CheckRecipient
{
    plugin::Call call;
};

/// Go on in TLS; answer: TlsStarted. What the client sent before is not part of it.
struct StartTls
{};

/// The last wish.
struct Close
{
    int exitStatus = 0;
};

/// LimitReached is to be told to the administrator and counted; it needs no answer, and comes ahead of the reply that it leads to.
using Wish = std::variant<SendBytes, RunPlugin, StopReadingPlugin, KillPlugin, OpenQueue, WriteQueue, FinishQueue,
                          AbandonQueue, CheckLogin, CheckRecipient, StartTls, Complain, LimitReached, Close>;

} // namespace spp::session
