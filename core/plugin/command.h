// SPDX-License-Identifier: MIT
/// The one-letter commands that plugins print (qmail-spp README, "What plugin commands are supported"), parsed and explained.
/// Pure; accepts any bytes and never fails: what is no command is Ignored, with the reason.
#pragma once

#include <string>
#include <string_view>

namespace spp::plugin
{

enum class Letter {
    Accept,    ///< A: plugins off for the rest of the session
    Next,      ///< N: skip the section's other plugins
    Ok,        ///< O: like N, and skip the server's own check
    Error,     ///< E: send text, do not accept
    Reject,    ///< R: send text, close
    Drop,      ///< D: close
    Print,     ///< P: send text, go on
    Set,       ///< S: set a variable
    Unset,     ///< U: unset a variable
    Header,    ///< H: add a header line
    Change,    ///< C: change the address
    LaterMail, ///< LM: keep text for the next MAIL
    LaterRcpt, ///< LR
    LaterData, ///< LD
    Ignored,   ///< empty line or unknown letter
};

struct Command
{
    Letter letter = Letter::Ignored;
    std::string text; ///< what stands behind the letter, as the reference uses it (a NUL ends it, but for H)
    std::string line; ///< the line as printed, newline cut off
    bool unterminated =
        false; ///< the output ended without a newline, which cost the line its last character (hazard 5)

    /// After it nothing more is read from the plugin: A N O E R D.
    bool isFinal() const;
    bool operator==(const Command&) const = default;
};

/// @param line one line of output without its newline
Command parseCommand(std::string_view line);

/// What the command does, in a sentence for a person: "rejects the command; the client is sent: 550 no".
std::string describe(const Command& command);

} // namespace spp::plugin
