// SPDX-License-Identifier: MIT
/// A fuzzer's input as parts: 0xFF stands between them, and the first byte of each says what it is. So whole parts can be copied,
/// moved and dropped, and a seed can be read by a person.
/// Values that view the input.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace spp::test
{

class Parts
{
public:
    Parts(const std::uint8_t* data, std::size_t size)
    {
        std::string_view rest(reinterpret_cast<const char*>(data), size);
        while (!rest.empty()) {
            const std::string_view part = rest.substr(0, rest.find('\xFF'));
            if (!part.empty())
                m_parts.push_back(part);
            rest.remove_prefix(std::min(part.size() + 1, rest.size()));
        }
    }

    std::vector<std::string_view> all(char kind) const
    {
        std::vector<std::string_view> found;
        for (const auto part : m_parts)
            if (part.front() == kind)
                found.push_back(part.substr(1));
        return found;
    }

    /// Empty if there is none.
    std::string_view first(char kind) const
    {
        const auto found = all(kind);
        return found.empty() ? std::string_view() : found.front();
    }

private:
    std::vector<std::string_view> m_parts;
};

/// Numbers that the input chose, one after the other and over again; zeros if it chose none.
class Choices
{
public:
    explicit Choices(std::string_view bytes) : m_bytes(bytes) {}

    unsigned next() { return m_bytes.empty() ? 0 : static_cast<unsigned char>(m_bytes[m_next++ % m_bytes.size()]); }

private:
    std::string_view m_bytes;
    std::size_t m_next = 0;
};

/// Cuts pieces off the front of something: one unit after the other, if the input chose nothing else.
class Cuts
{
public:
    explicit Cuts(std::string_view lengths, std::size_t unit = 1) : m_lengths(lengths), m_unit(unit) {}

    /// The next piece; not empty unless rest is.
    std::string_view take(std::string_view& rest)
    {
        const std::string_view piece = rest.substr(0, (m_lengths.next() + 1) * m_unit);
        rest.remove_prefix(piece.size());
        return piece;
    }

private:
    Choices m_lengths;
    std::size_t m_unit;
};

} // namespace spp::test
