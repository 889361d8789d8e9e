// SPDX-License-Identifier: MIT
#include "core/control/cdb.h"

namespace spp::control
{

namespace
{

constexpr std::size_t tableCount = 256;
constexpr std::size_t headerSize = tableCount * 8;

std::uint32_t hash(std::string_view key)
{
    std::uint32_t h = 5381;
    for (const char c : key)
        h = ((h << 5U) + h) ^ static_cast<unsigned char>(c);
    return h;
}

} // namespace

Result<Cdb> Cdb::parse(std::string bytes)
{
    if (bytes.size() < headerSize)
        return fail(Fault::Configuration,
                    "is not a cdb: it is shorter than the 2048 bytes of its header; make it anew");
    Cdb cdb(std::make_shared<const std::string>(std::move(bytes)));
    for (std::size_t table = 0; table < tableCount; ++table) {
        const std::size_t position = cdb.number(table * 8);
        const std::size_t slots = cdb.number(table * 8 + 4);
        if (slots != 0 && (position < headerSize || position + slots * 8 > cdb.m_bytes->size()))
            return fail(Fault::Configuration, "is a damaged cdb: hash table " + std::to_string(table) +
                                                  " lies outside the file; make it anew");
    }
    return cdb;
}

std::optional<std::string_view> Cdb::find(std::string_view key) const
{
    const std::uint32_t h = hash(key);
    const std::size_t table = number((h % tableCount) * 8);
    const std::size_t slots = number((h % tableCount) * 8 + 4);
    for (std::size_t step = 0; step < slots; ++step) {
        const std::size_t slot = table + ((h / tableCount + step) % slots) * 8;
        const std::size_t position = number(slot + 4);
        if (position == 0)
            return std::nullopt;
        if (number(slot) == h)
            if (const auto data = record(position, key))
                return data;
    }
    return std::nullopt;
}

/// The caller has checked that four bytes stand there.
std::uint32_t Cdb::number(std::size_t position) const
{
    std::uint32_t value = 0;
    for (std::size_t i = 4; i-- > 0;)
        value = (value << 8U) | static_cast<unsigned char>((*m_bytes)[position + i]);
    return value;
}

std::optional<std::string_view> Cdb::record(std::size_t position, std::string_view key) const
{
    const std::size_t size = m_bytes->size();
    if (position > size || size - position < 8)
        return std::nullopt;
    const std::size_t keyLength = number(position);
    const std::size_t dataLength = number(position + 4);
    const std::size_t left = size - position - 8;
    if (keyLength > left || dataLength > left - keyLength)
        return std::nullopt;
    const std::string_view bytes(*m_bytes);
    if (bytes.substr(position + 8, keyLength) != key)
        return std::nullopt;
    return bytes.substr(position + 8 + keyLength, dataLength);
}

} // namespace spp::control
