// SPDX-License-Identifier: MIT
/// What a session tells of itself, one-way: the source of traces, logs and screens.
#pragma once

#include "core/control/smtpplugins.h"
#include "core/plugin/call.h"
#include "core/plugin/command.h"
#include "core/session/event.h"
#include "core/session/state.h"
#include "core/smtp/command.h"

#include <cstddef>
#include <memory>
#include <string>
#include <variant>

namespace spp::session
{

/// The note of a C that nothing looks up any more.
inline constexpr std::string_view noteOutsideRcptHosts =
    "the new address is outside rcpthosts, and it is not looked up again";

/// How a section ended.
enum class Verdict {
    Accept,
    AcceptUnchecked, ///< O: the server's own check is skipped too
    Refuse,
    Disconnect,
};

std::string_view formatVerdict(Verdict verdict);

struct SessionStarted
{
    std::string id;
    std::string dialect;
    std::string home;
    std::string error;
    std::shared_ptr<const control::SmtpPlugins> plugins = nullptr; ///< nullptr: they are switched off
    std::string smtpPluginsPath = {};                              ///< as places name it: "control/smtpplugins"
};

struct ClientLine
{
    std::string line;
    smtp::Verb verb = smtp::Verb::Unknown;
};

struct SectionStarted
{
    control::Section section = control::Section::Connection;
    std::size_t plugins = 0;
};

struct PluginStarted
{
    plugin::Call call;
};

/// @param note what is special about its effect here, empty if nothing is
struct PluginSaid
{
    plugin::Command command;
    std::string note;
};

/// @param unread so many bytes had come behind its final command
/// @param decided what control/pluginfailures has made of its failure, empty if that says nothing of it
struct PluginEnded
{
    plugin::Exit exit;
    std::size_t unread = 0;
    std::string decided = {};
};

/// A plugin of the section that was not run, and why.
struct PluginSkipped
{
    std::string line;
    std::string place;
    std::string why;
};

struct SectionEnded
{
    control::Section section = control::Section::Connection;
    Verdict verdict = Verdict::Accept;
};

/// A program that is no plugin is asked about a recipient (RCPTCHECK).
struct RecipientCheckStarted
{
    plugin::Call call;
};

struct RecipientCheckEnded
{
    plugin::Exit exit;
    bool accepted = false;
};

/// One reply, with its CR LF; from a plugin's E, R, P or kept text, or from the server.
struct ReplySent
{
    std::string text;
    bool fromPlugin = false;
};

/// A part of the message as it will be queued; the first is what the server and the plugins put above it.
struct MessagePart
{
    std::string bytes;
};

struct MessageRead
{
    std::size_t size = 0;
    int hops = 0;
};

struct QueueAnswered
{
    Envelope envelope;
    QueueFinished answer;
    bool accepted = false;
};

struct SessionEnded
{
    int exitStatus = 0;
    std::string why;
};

using ReportBody = std::variant<SessionStarted, ClientLine, SectionStarted, PluginStarted, PluginSaid, PluginEnded,
                                PluginSkipped, SectionEnded, RecipientCheckStarted, RecipientCheckEnded, ReplySent,
                                MessagePart, MessageRead, QueueAnswered, SessionEnded>;

struct Report
{
    ReportBody body;
    Moment at;
    std::shared_ptr<const SessionState> state; ///< after what the body tells
};

} // namespace spp::session
