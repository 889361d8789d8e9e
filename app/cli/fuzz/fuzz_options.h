// SPDX-License-Identifier: MIT
/// What a command line asks of spp fuzz.
#pragma once

#include "app/cli/world.h"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

namespace spp::cli
{

struct FuzzOptions
{
    std::string home; ///< its path
    std::string dialect = "modern";
    std::uint64_t seed = 0;
    std::size_t runs = 200;                                      ///< dialogs
    std::optional<std::chrono::milliseconds> time;               ///< instead of a number of dialogs
    std::chrono::milliseconds within = std::chrono::seconds(10); ///< a plugin that runs longer hangs
    std::string out = ".";                                       ///< a folder, for the scenarios
    WorldOptions world;
};

} // namespace spp::cli
