// SPDX-License-Identifier: MIT
#include "core/deploy/checksum.h"

#include <array>
#include <cstdint>

namespace spp::deploy
{

namespace
{

constexpr std::uint32_t polynomial = 0x04C11DB7;

constexpr std::array<std::uint32_t, 256> makeTable()
{
    std::array<std::uint32_t, 256> table{};
    for (std::uint32_t i = 0; i < table.size(); ++i) {
        std::uint32_t sum = i << 24U;
        for (int bit = 0; bit < 8; ++bit)
            sum = (sum << 1U) ^ ((sum & 0x80000000U) != 0 ? polynomial : 0);
        table[i] = sum;
    }
    return table;
}

constexpr auto table = makeTable();

constexpr std::uint32_t add(std::uint32_t sum, unsigned byte)
{
    return (sum << 8U) ^ table[(sum >> 24U) ^ byte];
}

} // namespace

std::string checksum(std::string_view bytes)
{
    std::uint32_t sum = 0;
    for (const char byte : bytes)
        sum = add(sum, static_cast<unsigned char>(byte));
    for (std::size_t size = bytes.size(); size != 0; size >>= 8U)
        sum = add(sum, size & 0xFFU);
    return std::to_string(~sum) + " " + std::to_string(bytes.size());
}

} // namespace spp::deploy
