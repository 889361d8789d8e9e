// SPDX-License-Identifier: MIT
/// Which steps of a run are the replies that its dialog did not expect. Pure.
#pragma once

#include "app/workbench/engine/engine.h"
#include "core/trace/timeline.h"

#include <QString>

#include <cstddef>
#include <map>
#include <optional>
#include <vector>

namespace spp::workbench
{

/// The step of each: the reply, or what it was to answer if it never came; nullopt: that was never said.
std::vector<std::optional<std::size_t>> stepsOf(const trace::Timeline& timeline, const scenario::Dialog& dialog,
                                                const std::vector<ReplyMismatch>& mismatches);

/// By step, in words: "expected 250". A reply that never came is marked at what it was to answer.
std::map<std::size_t, QString> markReplies(const trace::Timeline& timeline, const scenario::Dialog& dialog,
                                           const std::vector<ReplyMismatch>& mismatches);

} // namespace spp::workbench
