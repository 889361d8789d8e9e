// SPDX-License-Identifier: MIT
/// xtext (RFC 3461 section 4): "+2B" stands for "+". Pure; what is no such pair is kept.
#pragma once

#include <string>
#include <string_view>

namespace spp::smtp
{

std::string decodeXtext(std::string_view text);

} // namespace spp::smtp
