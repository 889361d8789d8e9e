// SPDX-License-Identifier: MIT
/// A trace that was read, by its steps as a person counts them: the connection is 0, then each line of the client and each message.
#pragma once

#include "core/scenario/judgement.h"
#include "core/trace/trace_file.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace spp::cli
{

Result<std::vector<trace::RecordedSession>> readTrace(const std::string& path);

/// By its name: *.spptrace
bool isTrace(std::string_view path);

/// All of a session's records.
trace::Timeline timelineOf(const trace::RecordedSession& session);

/// Whether that plugin is called, named by its line in smtpplugins, by the file that this runs, or by that file's last part.
bool isCallOf(const plugin::Call& call, std::string_view plugin);
/// The same of a step.
bool isRunOf(const trace::Step& step, std::string_view plugin);

/// The plugins that have run, each once: as sentences name them, "plugins/policy, plugins/greylist". Empty: none has.
std::string pluginsThatRan(const trace::Timeline& timeline);

} // namespace spp::cli
