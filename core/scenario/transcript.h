// SPDX-License-Identifier: MIT
/// A session that has happened, as a scenario that says the same lines and expects what came: the replies, the plugins that objected,
/// what was queued with which headers of plugins. Pure; values.
#pragma once

#include "core/scenario/dialog.h"
#include "core/trace/timeline.h"

#include <string>

namespace spp::scenario
{

/// What can't be said in a scenario (secrets of logins, the rest of a huge message) stands there as a comment.
/// @param setting of the session: title, dialect, home, control files, stage; its lines and expectations are not looked at, its
///   environment neither: the session's own tells
std::string formatTranscript(const Dialog& setting, const trace::Timeline& timeline);

} // namespace spp::scenario
