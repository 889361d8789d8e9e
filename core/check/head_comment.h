// SPDX-License-Identifier: MIT
/// What the head of a program's source says about it. Pure; accepts any bytes.
#pragma once

#include <string>
#include <string_view>

namespace spp::check
{

/// The first comment of a script or source (#, //, /* */ or Python's docstring), without its marks, and without what is said to
/// machines: #!, SPDX, an editor's settings. At most some forty lines. Empty if there is none.
std::string headComment(std::string_view bytes);

/// The first sentence of a head comment, on one line, without the program's own name in front.
std::string summaryOf(std::string_view headComment, std::string_view programName);

} // namespace spp::check
