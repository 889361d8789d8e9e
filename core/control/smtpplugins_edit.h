// SPDX-License-Identifier: MIT
/// Changes of control/smtpplugins that leave every other byte as it is. Pure.
#pragma once

#include "core/control/smtpplugins.h"

#include <string>
#include <string_view>

namespace spp::control
{

/// The text with one more line in a section: behind its last plugin, below its heading if it has none, or in a section of its own at
/// the end. Line ends are as in the text.
/// @param line as it is to stand there, without a line's end
std::string withPlugin(std::string_view bytes, Section section, std::string_view line);

} // namespace spp::control
