// SPDX-License-Identifier: MIT
/// A moment at which a simulated session can be held, and what is known of it there: what breakpoints and conditions look at, and
/// what a person is shown. A value.
#pragma once

#include "core/control/smtpplugins.h"
#include "core/plugin/command.h"
#include "core/plugin/environment.h"
#include "core/session/report.h"
#include "core/smtp/command.h"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace spp::debug
{

/// In the order in which a command passes them.
enum class Place {
    BeforeCommand, ///< the client has said a line; the session has not heard it
    BeforePlugin,  ///< a plugin is to be started
    AfterOutput,   ///< it has ended; nothing that it printed has had an effect
    BeforeReply,   ///< a reply is to be sent
};

struct Stop
{
    Place place = Place::BeforeCommand;
    std::string command; ///< the client's line that is said or being answered; empty before the first
    smtp::Verb verb = smtp::Verb::Unknown;
    std::size_t dialogLine = 0;              ///< of that line in the dialog's file, from 1; 0: it stands in none
    bool inTransaction = false;              ///< MAIL was accepted, and its message has not ended
    std::optional<control::Section> section; ///< that runs
    bool beginsSection = false;              ///< BeforePlugin: it is the section's first
    std::string plugin;                      ///< its line in smtpplugins; empty if none is concerned
    std::string pluginPlace;                 ///< "control/smtpplugins:12"
    std::vector<plugin::Command> output;     ///< AfterOutput: what it printed, up to a final command
    std::optional<session::Verdict> verdict; ///< AfterOutput: the section's, if it ends with this plugin
    std::string reply;               ///< BeforeReply: its bytes; AfterOutput: what will be sent at once, if anything
    plugin::Environment environment; ///< the session's; AfterOutput: as the output will leave it
    std::vector<plugin::EnvironmentChange> changed; ///< since the stop before; AfterOutput: by the output
};

} // namespace spp::debug
