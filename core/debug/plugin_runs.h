// SPDX-License-Identifier: MIT
/// Which plugins a run had started before a moment of its past, and which it started from there on. Pure.
#pragma once

#include "core/debug/stepper.h"
#include "core/trace/record.h"

#include <map>
#include <span>
#include <string>
#include <vector>

namespace spp::debug
{

/// How often each plugin had run before a stop, by its line in smtpplugins; the one that stands there is not counted.
/// @param records all that the run has told
std::map<std::string, unsigned> pluginRunsBefore(std::span<const trace::Record> records, const PastStop& stop);

/// The plugins that ran from the stop on, each once: those that are likely to run again when somebody goes on from it.
std::vector<std::string> pluginsFrom(std::span<const trace::Record> records, const PastStop& stop);

} // namespace spp::debug
