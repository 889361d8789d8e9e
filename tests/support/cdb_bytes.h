// SPDX-License-Identifier: MIT
/// Makes the bytes of a cdb, so that tests need no file and no cdbmake.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace spp::test
{

inline void putNumber(std::string& bytes, std::uint32_t number)
{
    for (int i = 0; i < 4; ++i)
        bytes += static_cast<char>(number >> (8 * i) & 0xFFU);
}

inline std::string cdbBytes(const std::vector<std::pair<std::string, std::string>>& records)
{
    struct Entry
    {
        std::uint32_t hash;
        std::uint32_t position;
    };
    std::array<std::vector<Entry>, 256> tables;
    std::string bytes(2048, '\0');
    for (const auto& [key, data] : records) {
        std::uint32_t hash = 5381;
        for (const char c : key)
            hash = (hash * 33) ^ static_cast<unsigned char>(c);
        tables[hash % 256].push_back({hash, static_cast<std::uint32_t>(bytes.size())});
        putNumber(bytes, static_cast<std::uint32_t>(key.size()));
        putNumber(bytes, static_cast<std::uint32_t>(data.size()));
        bytes += key + data;
    }
    std::string header;
    for (const auto& entries : tables) {
        // Twice as many slots as records; a record goes to the first free slot from its own on.
        std::vector<Entry> table(entries.size() * 2, Entry{0, 0});
        for (const Entry& entry : entries) {
            std::size_t slot = (entry.hash / 256) % table.size();
            while (table[slot].position != 0)
                slot = (slot + 1) % table.size();
            table[slot] = entry;
        }
        putNumber(header, static_cast<std::uint32_t>(bytes.size()));
        putNumber(header, static_cast<std::uint32_t>(table.size()));
        for (const Entry& slot : table) {
            putNumber(bytes, slot.hash);
            putNumber(bytes, slot.position);
        }
    }
    return bytes.replace(0, 2048, header);
}

} // namespace spp::test
