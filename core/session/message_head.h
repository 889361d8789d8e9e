// SPDX-License-Identifier: MIT
/// What the server and the plugins put above a message: the Received line, then the H lines in their order.
#pragma once

#include "core/session/context.h"

#include <string>

namespace spp::session
{

/// The H lines are used up by it.
std::string takeMessageHead(Context& context, const Envelope& envelope);

} // namespace spp::session
