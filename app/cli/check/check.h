// SPDX-License-Identifier: MIT
/// spp check: finds what is wrong in a home before anything runs.
#pragma once

#include <string>

namespace spp::cli
{

enum class CheckFormat { Text, Json, Sarif };

struct CheckOptions
{
    std::string home = ".";         ///< or a folder in it
    std::string dialect = "modern"; ///< which sections and control files count
    CheckFormat format = CheckFormat::Text;
    bool strict = false; ///< warnings fail, too
};

/// @return 0: no errors; 1: errors, or warnings where they count; 2: it could not be checked
int check(const CheckOptions& options);

} // namespace spp::cli
