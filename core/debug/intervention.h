// SPDX-License-Identifier: MIT
/// What a debugger makes of a plugin's run, and of the other things that it holds. Values.
#pragma once

#include "core/debug/breakpoint.h"
#include "core/debug/fault.h"
#include "core/debug/preview.h"
#include "core/debug/stepper.h"
#include "core/debug/stop.h"
#include "core/plugin/answer.h"

#include <chrono>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace spp::debug
{

/// What is done to one run of a plugin; what is not set stays as it is.
struct Intervention
{
    std::optional<plugin::Environment> environment; ///< it runs with this one
    std::optional<plugin::Answer> answer;           ///< it is not run, or not heeded: this is its answer
    std::optional<Fault> fault;
    std::chrono::milliseconds delay{}; ///< before its answer has an effect

    bool isEmpty() const { return !environment && !answer && !fault && delay.count() == 0; }
    bool operator==(const Intervention&) const = default;
};

/// The same, kept with a dialog: it happens in each of its runs.
struct Override
{
    std::string name;
    std::string plugin; ///< its line in smtpplugins
    unsigned run = 0;   ///< which of its runs in the session, from 1; 0: every
    bool enabled = true;
    Intervention what;

    bool operator==(const Override&) const = default;
};

/// The override for a plugin's run, if there is one: the first that is enabled.
const Override* findOverride(const std::vector<Override>& overrides, std::string_view plugin, unsigned run);

/// A session that is held, and what can be changed before it goes on.
struct Held
{
    Stop stop;
    PastStop past;
    std::variant<std::monostate, plugin::Call, plugin::Answer, std::string>
        subject;                               ///< by the place; the text is a line or a reply
    std::optional<Preview> preview = {};       ///< AfterOutput
    std::optional<Breakpoint> breakpoint = {}; ///< that was hit, if one was
};

/// How it goes on.
struct Decision
{
    Intervention plugin;             ///< BeforePlugin; of AfterOutput the answer and the delay
    std::optional<std::string> text; ///< BeforeCommand, BeforeReply: the bytes instead
    bool clientGone = false;
};

} // namespace spp::debug
