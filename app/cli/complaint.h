// SPDX-License-Identifier: MIT
/// What could not be done, told on standard error.
#pragma once

#include <iostream>
#include <string_view>

namespace spp::cli
{

/// @return the exit status of a command that could not do what it was asked for
inline int complainOf(std::string_view sentence)
{
    std::cerr << "spp: " << sentence << std::endl;
    return 2;
}

} // namespace spp::cli
