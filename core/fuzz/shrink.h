// SPDX-License-Identifier: MIT
/// Makes a talk that shows something smaller while it still shows it (delta debugging): sessions, what is said, who the client is,
/// parameters, and at last single bytes are left out. Pure; the same for the same answers.
#pragma once

#include "core/fuzz/talk.h"

#include <cstddef>
#include <functional>

namespace spp::fuzz
{

/// Does this one show it, too?
using Shows = std::function<bool(const Talk& talk)>;

/// @param talk shows it
/// @param tries so often is asked at most
/// @return one that shows it; of two that do the smaller
Talk shrink(Talk talk, const Shows& shows, std::size_t tries);

} // namespace spp::fuzz
