// SPDX-License-Identifier: MIT
/// A step of a session as a person sees it: a client line, a section, a plugin, the message, a reply. Values.
#pragma once

#include "core/plugin/call.h"
#include "core/plugin/command.h"
#include "core/session/report.h"
#include "core/trace/record.h"

#include <chrono>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace spp::trace
{

/// Check: a program that is no plugin was asked about a recipient (RCPTCHECK).
enum class StepKind { Session, ClientLine, Section, Plugin, Check, Message, Queue, Reply, End };

/// How a step came out, for its colour and its words.
enum class Outcome { None, Running, Accepted, Deferred, Refused, Disconnected, Failed, Skipped };

std::string_view formatOutcome(Outcome outcome);

/// By the first digit of its code: 4 Deferred, 5 Refused, 2 and 3 Accepted; None without a code.
Outcome outcomeOfReply(std::string_view reply);

/// One line that a plugin printed.
struct PluginLine
{
    plugin::Command command;
    std::string note; ///< what is special about it here; may be empty
    std::chrono::nanoseconds at{};
};

/// A piece of standard error, as it came.
struct LogPiece
{
    std::size_t begin = 0; ///< place in the log
    std::chrono::nanoseconds at{};
};

struct LogLine
{
    std::string_view bytes; ///< without its LF; a view into the step
    std::chrono::nanoseconds at{};
};

/// A line of a shell plugin as it ran.
struct TraceLine
{
    TracedLine ran;
    std::chrono::nanoseconds at{};
};

/// It stands in the file that the call runs, not in another one that that has read in.
bool isOfProgram(const TracedLine& line, const plugin::Call& call);

struct PluginStep
{
    plugin::Call call;
    std::optional<plugin::Environment> meant; ///< what the server would have given it, if a person has changed that
    std::vector<PluginLine> output;
    std::string log;                 ///< standard error
    std::vector<LogPiece> logPieces; ///< of which the log is made
    std::vector<TraceLine> trace;    ///< what its shell ran, if that was wanted
    std::optional<plugin::Exit> exit;
    std::optional<PluginResources> resources;
    std::string whySkipped; ///< not empty: it was not run
    std::size_t unread = 0; ///< bytes that had come behind its final command
    std::string decided;    ///< what control/pluginfailures has made of its failure

    /// How it ended, and what was decided then: "exit 0"; empty before the end.
    std::string describeEnd() const;
    /// The log by its lines, each with the time at which it began to come.
    std::vector<LogLine> logLines() const;
};

struct Step
{
    StepKind kind = StepKind::Session;
    std::optional<std::size_t> parent; ///< index of the step that it belongs to
    std::string title;                 ///< one line, printable
    std::string text;                  ///< the bytes behind the title: the client's line, the reply, the message
    std::size_t record = 0;            ///< which of the session's records began it, from 0
    std::size_t cut = 0;               ///< so many more bytes of the message are not kept
    std::chrono::nanoseconds began{};
    std::chrono::nanoseconds ended{};
    Outcome outcome = Outcome::None;
    bool fromPlugin = false;          ///< a reply whose words are a plugin's
    std::optional<std::string> meant; ///< of a reply that was changed by hand before it was sent: what it was before
    std::optional<PluginStep> plugin; ///< of a check too
    std::shared_ptr<const session::SessionState> state; ///< after the step
    std::size_t knownRecords = 0; ///< so many records had been told when its environment() was as it is

    /// What the step's plugin was given, or what the session's environment was after the step.
    const plugin::Environment& environment() const;
};

} // namespace spp::trace
