// SPDX-License-Identifier: MIT
#include "app/workbench/models/step_text.h"

#include "core/base/text.h"

#include <QCoreApplication>

#include <algorithm>

namespace spp::workbench
{

using plugin::Letter;
using trace::Outcome;

namespace
{

bool containsIgnoringCase(std::string_view bytes, std::string_view needle)
{
    const auto same = [](char a, char b) { return text::lowerChar(a) == text::lowerChar(b); };
    return std::search(bytes.begin(), bytes.end(), needle.begin(), needle.end(), same) != bytes.end();
}

QString effectWords(const char* english)
{
    return QCoreApplication::translate("ShortEffect", english);
}

} // namespace

bool hasText(std::span<const trace::Step> steps, trace::StepLine place, std::string_view needle)
{
    const trace::Step& step = steps[place.step];
    if (place.line)
        return containsIgnoringCase(step.plugin->output[*place.line].command.line, needle);
    return containsIgnoringCase(step.title, needle) || containsIgnoringCase(step.text, needle) ||
           (step.plugin && containsIgnoringCase(step.plugin->log, needle));
}

bool isRefusal(Outcome outcome)
{
    switch (outcome) {
    case Outcome::Deferred:
    case Outcome::Refused:
    case Outcome::Disconnected:
    case Outcome::Failed: return true;
    case Outcome::None:
    case Outcome::Running:
    case Outcome::Accepted:
    case Outcome::Skipped: return false;
    }
    return false;
}

QString shortEffect(const plugin::Command& command)
{
    switch (command.letter) {
    case Letter::Accept: return effectWords("accepts, plugins off");
    case Letter::Next: return effectWords("accepts for all");
    case Letter::Ok: return effectWords("accepts unchecked");
    case Letter::Error: return outcomeOfLine(command) == Outcome::Deferred ? effectWords("defers") : effectWords("refuses");
    case Letter::Reject: return effectWords("refuses, hangs up");
    case Letter::Drop: return effectWords("hangs up");
    case Letter::Print: return effectWords("adds to the reply");
    case Letter::Set: return effectWords("sets a variable");
    case Letter::Unset: return effectWords("unsets a variable");
    case Letter::Header: return effectWords("adds a header");
    case Letter::Change: return effectWords("changes the address");
    case Letter::LaterMail: return effectWords("answers the next MAIL");
    case Letter::LaterRcpt: return effectWords("answers the next RCPT");
    case Letter::LaterData: return effectWords("answers the next DATA");
    case Letter::Ignored: return effectWords("ignored");
    }
    return {};
}

Outcome outcomeOfLine(const plugin::Command& command)
{
    switch (command.letter) {
    case Letter::Accept:
    case Letter::Next:
    case Letter::Ok: return Outcome::Accepted;
    case Letter::Error:
        return trace::outcomeOfReply(command.text) == Outcome::Deferred ? Outcome::Deferred : Outcome::Refused;
    case Letter::Reject:
    case Letter::Drop: return Outcome::Disconnected;
    case Letter::Print:
    case Letter::Set:
    case Letter::Unset:
    case Letter::Header:
    case Letter::Change:
    case Letter::LaterMail:
    case Letter::LaterRcpt:
    case Letter::LaterData:
    case Letter::Ignored: return Outcome::None;
    }
    return Outcome::None;
}

} // namespace spp::workbench
