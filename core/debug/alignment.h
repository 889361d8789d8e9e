// SPDX-License-Identifier: MIT
/// Which elements of two sequences belong together: the longest common subsequence where the sequences differ little, and a good one
/// where they differ much. The cost is bounded: at most some hundred times the length. Pure.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace spp::debug
{

/// Equal elements, by their indices.
struct Match
{
    std::size_t left = 0;
    std::size_t right = 0;

    bool operator==(const Match&) const = default;
};

/// In ascending order on both sides. Elements are compared as numbers: give equal things equal ones.
std::vector<Match> align(std::span<const std::size_t> left, std::span<const std::size_t> right);

} // namespace spp::debug
