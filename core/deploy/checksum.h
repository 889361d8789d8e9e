// SPDX-License-Identifier: MIT
/// The checksum that POSIX's cksum prints, so that a shell can tell whether a file is still what it was. Against chance, not against
/// malice. Pure.
#pragma once

#include <string>
#include <string_view>

namespace spp::deploy
{

/// "4294967295 0": the sum, and how many bytes there are.
std::string checksum(std::string_view bytes);

} // namespace spp::deploy
