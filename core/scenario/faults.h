// SPDX-License-Identifier: MIT
/// How the faults on demand are made: by another program in the plugin's place, or by changing what it answered.
#pragma once

#include "core/debug/fault.h"
#include "core/plugin/answer.h"

namespace spp::scenario
{

/// @return the call now starts a program that has the fault; false: the fault is made otherwise
bool replacePlugin(debug::Fault fault, plugin::Call& call);

/// Faults that only an answer shows; others leave it as it is.
void spoilAnswer(debug::Fault fault, plugin::Answer& answer);

} // namespace spp::scenario
