// SPDX-License-Identifier: MIT
/// Text in XML and HTML.
#pragma once

#include <string>
#include <string_view>

namespace spp::cli
{

/// For an element or an attribute in double quotes. Control characters must not be in it: see text::printable().
std::string escaped(std::string_view text);

} // namespace spp::cli
