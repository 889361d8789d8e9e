// SPDX-License-Identifier: MIT
/// What a plugin's author should be told of a run: things that work otherwise than they look, or that break the session. Values.
#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace spp::trace
{

/// Many clients wait half a minute for a reply, and a command has several plugins.
inline constexpr std::chrono::seconds slowPlugin{10};

enum class HazardKind {
    // what it printed
    NoNewline,        ///< the last line lost a character
    LineEndsWithCr,   ///< lines end in CR LF
    UnknownLine,      ///< begins with no command letter
    TextBehindLetter, ///< A, N, O, D are one letter: “OK” is O
    UnreadOutput,     ///< printed behind a final command
    NotKept,          ///< a limit was reached
    // replies
    ReplyWithoutCode,
    CodeDoesNotFit,  ///< a code that accepts, on a letter that refuses
    ReplyUnfinished, ///< a dash behind the code, and no line follows
    ReplyTooLong,
    RefusedGreeting, ///< E in [connection]
    SecondReply,     ///< two replies to one command
    MultiLineBroken, ///< P with another code than the reply that follows
    LaterRepeats,    ///< LM, LR, LD again and again
    LaterUnseen,     ///< the same, added after the first was shown
    // headers
    NotAHeader,
    ForgedHeader,   ///< those that mail servers write
    RepeatedHeader, ///< those that a message has once
    HeaderTooLong,
    // variables
    SetWithoutEquals,
    DangerousVariable,     ///< changes how programs run
    VariableWithoutEffect, ///< is looked at no more
    OpensRelay,            ///< RELAYCLIENT, where it counts
    // addresses
    ChangeWithoutAddress,
    ChangedOutsideRcptHosts,
    OddAddress,
    OkOpensRelay,       ///< O for a recipient outside rcpthosts
    SenderVerdictStays, ///< O in [mail] after a bad sender
    // how it ended
    PluginFailed,
    FailureAfterReply,
    SlowPlugin,
    ExitWithoutMeaning,
    // smtpplugins
    NeverRuns,
};

enum class Severity { Note, Warning, Error };

/// "note", "warning", "error"
std::string_view formatSeverity(Severity severity);

struct Hazard
{
    HazardKind kind = HazardKind::NoNewline;
    Severity severity = Severity::Warning;
    std::optional<std::size_t> step;       ///< of the plugin; none if it stands in the file alone
    std::string plugin;                    ///< its line in smtpplugins
    std::string place;                     ///< "control/smtpplugins:12"
    std::optional<std::size_t> outputLine; ///< of what it printed, from 1
    std::string sentence;                  ///< what is wrong, and what to do

    bool operator==(const Hazard&) const = default;
};

/// One word: "reply-without-code", "second-reply" …
std::string_view formatHazardKind(HazardKind kind);
std::optional<HazardKind> parseHazardKind(std::string_view word);

/// How bad it is as a rule.
Severity severityOf(HazardKind kind);

/// More about it, for one who has not met it before: a few sentences.
std::string_view explain(HazardKind kind);

} // namespace spp::trace
