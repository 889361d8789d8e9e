// SPDX-License-Identifier: MIT
/// Which control files a session wants, by its dialect and its first environment. Pure.
#pragma once

#include "core/control/home.h"
#include "core/plugin/environment.h"
#include "core/session/dialect.h"

namespace spp::session
{

control::HomeOptions homeOptions(const Dialect& dialect, const plugin::Environment& environment);

} // namespace spp::session
