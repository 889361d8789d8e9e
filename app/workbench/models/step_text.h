// SPDX-License-Identifier: MIT
/// What a step, or a line that its plugin printed, has to do with what a person looks for. Pure functions, thread-safe.
#pragma once

#include "core/trace/links.h"

#include <QString>

#include <span>
#include <string>
#include <string_view>

namespace spp::workbench
{

/// In any case of ASCII letters. Of a step its title, its bytes and its plugin's log are looked at; of a line what was printed.
bool hasText(std::span<const trace::Step> steps, trace::StepLine place, std::string_view needle);

/// Deferred, refused, disconnected or failed.
bool isRefusal(trace::Outcome outcome);

/// What a printed line does, in two or three words: "sets a variable".
QString shortEffect(const plugin::Command& command);

/// How a printed line has a command come out; None if it leaves that open.
trace::Outcome outcomeOfLine(const plugin::Command& command);

} // namespace spp::workbench
