// SPDX-License-Identifier: MIT
/// The moments of a run that can be gone back to, and the steps that a person sees: which belongs to which, and what going on from a
/// moment would do. Pure.
#pragma once

#include "app/workbench/debugger/run.h"
#include "core/trace/timeline.h"

#include <QStringList>

#include <cstddef>
#include <map>
#include <optional>
#include <string>

namespace spp::workbench
{

/// The step that a stop is at: the line that is about to be heard, the plugin, the reply.
std::size_t stepAt(const trace::Timeline& timeline, const debug::PastStop& stop);

/// The stop that is at a step; of a section, its first plugin. nullopt: the run was not that far, or there is no stop behind it.
std::optional<std::size_t> stopAt(const Run& run, const trace::Timeline& timeline, std::size_t step);

/// How often each plugin had run before a stop, by its line in smtpplugins; the one that stands there is not counted.
std::map<std::string, unsigned> pluginRunsBefore(const Run& run, const debug::PastStop& stop);

/// The plugins that ran from the stop on, each once: those that are likely to run again when somebody goes on from it.
QStringList pluginsFrom(const Run& run, const debug::PastStop& stop);

} // namespace spp::workbench
