// SPDX-License-Identifier: MIT
/// A stop of the past as it was when the session passed it: what was held there, or could have been. Rebuilt from the recording;
/// nothing runs. Pure.
#pragma once

#include "core/debug/intervention.h"
#include "core/debug/recording.h"
#include "core/debug/stepper.h"

#include <cstddef>
#include <span>

namespace spp::debug
{

struct Recalled
{
    Held held;
    session::SessionState state; ///< nothing that a plugin has printed at the stop has had its effect
};

/// @param stops that the recorded session has passed, all of them from the first @param index of one of them
Recalled recall(const Recording& recording, std::span<const PastStop> stops, std::size_t index);

} // namespace spp::debug
