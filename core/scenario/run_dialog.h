// SPDX-License-Identifier: MIT
/// Where a dialog runs: its home, its environment, its dialect. What the workbench and spp share.
#pragma once

#include "core/base/error.h"
#include "core/debug/plan.h"
#include "core/scenario/scenario.h"
#include "core/session/config.h"

#include <string>

namespace spp::runtime
{
class HomeReader;
}

namespace spp::scenario
{

/// Reads a *.spp file, and what it includes, and the messages that it names.
Result<Scenario> readScenario(const std::string& path);

/// The first session of its first case.
Result<Dialog> readDialog(const std::string& path);

/// Reads a message from a file, for the wire; see formatMessage(). The sentence of an error names the file.
Result<std::string> readMessage(const std::string& path);

/// That message takes the place of those in the dialog, see useMessage(). Without a path nothing is done.
Result<void> useMessageFile(Dialog& dialog, const std::string& path);

/// The home that a dialog's file names, or else the nearest folder above it with control/.
Result<std::string> findHome(const std::string& dialogPath, const Dialog& dialog);

/// A session for a dialog in a home, with the environment of a client at 192.0.2.25 unless the dialog sets another, and no other
/// variable but PATH. A home that can't be read is told in the session (421).
/// @param dialect for a dialog that names none
/// @param pretence TLS and logins are offered where they are pretended; by themselves they are not there
Result<session::SessionConfig> makeSessionConfig(const Dialog& dialog, runtime::HomeReader& homes,
                                                 const std::string& home, std::string_view dialect,
                                                 const debug::Pretence& pretence = {});

} // namespace spp::scenario
