// SPDX-License-Identifier: MIT
/// Breakpoints, in the form in which they are typed and saved, one on a line:
///
///     section rcpt                        before the first plugin of [rcpt] starts; with "after": once its verdict is known
///     plugin plugins/rbl                  before it starts; with "after": after its output, before that has an effect. Its line in
///                                         smtpplugins, in quotes if it has blanks, or where that stands: control/smtpplugins:12
///     verdict refused                     after the output that ends a section so: accepted, "accepted unchecked", refused, disconnected
///     letter E                            after the output that has such a line: A N O E R D P S U H C LM LR LD
///     changes RELAYCLIENT                 as soon as a variable has another value, or is set or gone
///     command MAIL                        before the session hears it; with "after": before its reply is sent
///     line 12                             the same for the client's line that stands there in the dialog's file
///     reply 5xx                           before a reply is sent that has a line with this code
///
/// and behind that, in any order:
///
///     after          (see above; "before" may be written where it is so anyway)
///     if CONDITION   (condition.h)
///     hits 5         from the fifth time on
///     every 3        each third time
///     log "text"     (log_text.h) is logged instead of holding
///     off            kept, but not heeded
///
/// Values; pure.
#pragma once

#include "core/debug/condition.h"
#include "core/debug/log_text.h"
#include "core/debug/stop.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace spp::debug
{

struct AtSection
{
    control::Section section = control::Section::Connection;
    bool operator==(const AtSection&) const = default;
};

struct AtPlugin
{
    std::string line; ///< in smtpplugins, or where that stands
    bool operator==(const AtPlugin&) const = default;
};

struct AtVerdict
{
    session::Verdict verdict = session::Verdict::Accept;
    bool operator==(const AtVerdict&) const = default;
};

struct AtLetter
{
    plugin::Letter letter = plugin::Letter::Accept;
    bool operator==(const AtLetter&) const = default;
};

struct AtChange
{
    std::string variable;
    bool operator==(const AtChange&) const = default;
};

struct AtCommand
{
    smtp::Verb verb = smtp::Verb::Helo;
    bool operator==(const AtCommand&) const = default;
};

struct AtLine
{
    std::size_t line = 1;
    bool operator==(const AtLine&) const = default;
};

struct AtReply
{
    std::string code; ///< "550", "5xx"
    bool operator==(const AtReply&) const = default;
};

using Target = std::variant<AtSection, AtPlugin, AtVerdict, AtLetter, AtChange, AtCommand, AtLine, AtReply>;

struct Breakpoint
{
    Target target;
    bool after = false; ///< heeded for sections, plugins, commands and lines
    std::optional<Condition> condition = {};
    std::size_t fromHit = 1;
    std::size_t everyHit = 1;
    std::optional<LogText> log = {};
    bool enabled = true;

    bool operator==(const Breakpoint&) const = default;
};

Result<Breakpoint> parseBreakpoint(std::string_view text);
std::string formatBreakpoint(const Breakpoint& breakpoint);

/// The stop is of its kind and its condition holds: that is a hit. Whether it is enabled, and which hit it is, is not looked at.
bool isHitBy(const Breakpoint& breakpoint, const Stop& stop);

/// It may be hit at Place::AfterOutput, so a plugin's answer must be gathered before it has an effect.
bool needsAnswer(const Breakpoint& breakpoint);

} // namespace spp::debug
