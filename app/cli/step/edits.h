// SPDX-License-Identifier: MIT
/// What a person changes about what is held, before it goes on. Pure; errors are sentences for the person who typed.
#pragma once

#include "app/cli/step/prompt.h"
#include "core/debug/intervention.h"

#include <string>
#include <vector>

namespace spp::cli
{

/// Adds a change to the others: say, set, unset, answer, fault, reply, vanish.
/// @param lines of an answer that was typed on lines of its own; else the argument is the answer
Result<void> edit(const Typed& typed, const std::vector<std::string>& lines, const debug::Held& held,
                  debug::Decision& edits);

/// What will be done otherwise, a sentence for each change. @param held what is changed
std::vector<std::string> describe(const debug::Decision& edits, const debug::Held& held);

/// The environment with which the plugin that is held before its start will run.
const plugin::Environment& environmentOf(const debug::Held& held, const debug::Decision& edits);

} // namespace spp::cli
