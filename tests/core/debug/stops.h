// SPDX-License-Identifier: MIT
/// Stops as a session would make them, for what only looks at them.
#pragma once

#include "core/debug/stop.h"

namespace spp::test
{

/// At RCPT, before the first plugin of [rcpt].
inline debug::Stop beforePlugin()
{
    debug::Stop stop;
    stop.place = debug::Place::BeforePlugin;
    stop.command = "RCPT TO:<b@example.org>";
    stop.verb = smtp::Verb::Rcpt;
    stop.dialogLine = 7;
    stop.inTransaction = true;
    stop.section = control::Section::Rcpt;
    stop.beginsSection = true;
    stop.plugin = "plugins/rbl";
    stop.pluginPlace = "control/smtpplugins:3";
    stop.environment = plugin::Environment(
        {"SMTPMAILFROM=a@example.net", "SMTPRCPTTO=b@example.org", "SMTPRCPTCOUNT=4", "EMPTY=", "score=5.30"});
    return stop;
}

/// The same plugin has refused.
inline debug::Stop afterOutput()
{
    debug::Stop stop = beforePlugin();
    stop.place = debug::Place::AfterOutput;
    stop.beginsSection = false;
    stop.output = {plugin::parseCommand("SRBL=zen"), plugin::parseCommand("E550 listed")};
    stop.verdict = session::Verdict::Refuse;
    stop.reply = "550 listed\r\n";
    stop.environment.set("RBL", "zen");
    stop.changed = {{"RBL", std::nullopt, "zen"}};
    return stop;
}

/// The reply is about to be sent.
inline debug::Stop beforeReply(std::string reply = "550 listed\r\n")
{
    debug::Stop stop = beforePlugin();
    stop.place = debug::Place::BeforeReply;
    stop.beginsSection = false;
    stop.reply = std::move(reply);
    return stop;
}

/// The client has said RCPT.
inline debug::Stop beforeCommand()
{
    debug::Stop stop = beforePlugin();
    stop.place = debug::Place::BeforeCommand;
    stop.beginsSection = false;
    stop.section.reset();
    stop.plugin.clear();
    stop.pluginPlace.clear();
    return stop;
}

} // namespace spp::test
