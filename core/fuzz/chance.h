// SPDX-License-Identifier: MIT
/// Chance that is the same again for the same seed, on every machine (SplitMix64). A value; pure.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace spp::fuzz
{

class Chance
{
public:
    explicit Chance(std::uint64_t seed) : m_state(seed) {}

    std::uint64_t next()
    {
        m_state += 0x9E3779B97F4A7C15U;
        std::uint64_t mixed = m_state;
        mixed = (mixed ^ (mixed >> 30U)) * 0xBF58476D1CE4E5B9U;
        mixed = (mixed ^ (mixed >> 27U)) * 0x94D049BB133111EBU;
        return mixed ^ (mixed >> 31U);
    }
    /// 0 up to, but without, a number that is not 0.
    std::size_t below(std::size_t count) { return static_cast<std::size_t>(next() % count); }
    bool oneIn(std::size_t count) { return below(count) == 0; }
    bool percent(std::size_t chance) { return below(100) < chance; }
    /// Of a list that is not empty.
    template <typename List>
    std::string oneOf(const List& list)
    {
        return std::string(list[below(list.size())]);
    }

private:
    std::uint64_t m_state;
};

} // namespace spp::fuzz
