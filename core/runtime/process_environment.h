// SPDX-License-Identifier: MIT
/// The environment that this program was started with. Not to be called while another thread changes it.
#pragma once

#include "core/plugin/environment.h"

namespace spp::runtime
{

plugin::Environment processEnvironment();

} // namespace spp::runtime
