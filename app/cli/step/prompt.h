// SPDX-License-Identifier: MIT
/// What is typed at the debugger's prompt, understood. Pure; errors are sentences for the person who typed.
#pragma once

#include "core/base/error.h"
#include "core/debug/intervention.h"
#include "core/debug/stepper.h"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace spp::cli
{

enum class Verb {
    Step,
    Next,
    Command,
    Finish,
    Continue,
    To,
    Back,
    Where,
    Env,
    Output,
    Log,
    Trace,
    State,
    Message,
    List,
    Shell,
    Objections,
    Home,
    Say,
    Send,
    Set,
    Unset,
    Answer,
    Fault,
    Reply,
    Vanish,
    Revert,
    Keep,
    Drop,
    Kill,
    Debug,
    Break,
    Breaks,
    Delete,
    Branch,
    Restart,
    Runs,
    Save,
    Help,
    Quit,
};

struct VerbRow
{
    Verb verb;
    std::string_view word;
    std::string_view shortForms; ///< one letter each, and other words for the same
    std::string_view argument;   ///< as help shows it
    std::string_view help;
    std::optional<debug::Pace> pace = std::nullopt; ///< of a move
};

/// In the order in which help shows them.
std::span<const VerbRow> verbRows();
const VerbRow& rowOf(Verb verb);

/// A word may be cut off as long as it can be no other.
Result<Verb> parseVerb(std::string_view word);

struct Typed
{
    Verb verb = Verb::Help;
    std::string argument;
};

/// One line; not empty.
Result<Typed> parseTyped(std::string_view line);

/// How far to go.
struct Move
{
    debug::Pace pace = debug::Pace::Stop;
    debug::Cursor cursor;
};

Result<Move> parseMove(const Typed& typed);
/// What stands behind "back": nothing, or the move that is made backwards.
Result<Move> parseBack(std::string_view argument);

/// "NAME VALUE" or "NAME=VALUE".
Result<std::pair<std::string, std::string>> parseVariable(std::string_view argument);

/// Lines that a plugin is to have printed; "exit 3" is how it ended, and "delay 2s" comes before its effect. A delay alone leaves the
/// answer to the plugin. @return answer and delay, and nothing else
Result<debug::Intervention> parseAnswer(const std::vector<std::string>& lines);

/// "2s", "500ms", "1.5s", or seconds without a unit; an hour at most.
Result<std::chrono::milliseconds> parseDelay(std::string_view text);

} // namespace spp::cli
