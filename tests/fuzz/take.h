// SPDX-License-Identifier: MIT
/// Takes a fuzzer's input apart.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace spp::test
{

class Take
{
public:
    Take(const std::uint8_t* data, std::size_t size) : m_rest(reinterpret_cast<const char*>(data), size) {}

    bool empty() const { return m_rest.empty(); }

    unsigned byte()
    {
        if (m_rest.empty())
            return 0;
        const auto value = static_cast<unsigned char>(m_rest.front());
        m_rest.remove_prefix(1);
        return value;
    }

    /// At most so many bytes.
    std::string_view bytes(std::size_t size)
    {
        const std::string_view taken = m_rest.substr(0, std::min(size, m_rest.size()));
        m_rest.remove_prefix(taken.size());
        return taken;
    }

    std::string_view rest() { return bytes(m_rest.size()); }

private:
    std::string_view m_rest;
};

} // namespace spp::test
