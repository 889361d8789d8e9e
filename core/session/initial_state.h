// SPDX-License-Identifier: MIT
/// What a session knows before anything has happened: its first environment and what follows from it. Pure.
#pragma once

#include "core/session/config.h"
#include "core/session/state.h"

namespace spp::session
{

SessionState initialState(const SessionConfig& config);

} // namespace spp::session
