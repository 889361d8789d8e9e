// SPDX-License-Identifier: MIT
/// Reads a constant database (cdb, the format of D. J. Bernstein: 256 hash tables, little-endian 32-bit positions). Bytes from a
/// file are hostile: every position is checked, every walk is bounded.
/// A value that shares its bytes; safe to read from several threads.
#pragma once

#include "core/base/error.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace spp::control
{

class Cdb
{
public:
    /// Fails if the bytes can't be a cdb: shorter than its header, or tables outside of it.
    static Result<Cdb> parse(std::string bytes);

    /// The data of the first record of this key.
    std::optional<std::string_view> find(std::string_view key) const;
    bool contains(std::string_view key) const { return find(key).has_value(); }

private:
    explicit Cdb(std::shared_ptr<const std::string> bytes) : m_bytes(std::move(bytes)) {}

    std::uint32_t number(std::size_t position) const;
    std::optional<std::string_view> record(std::size_t position, std::string_view key) const;

    std::shared_ptr<const std::string> m_bytes;
};

} // namespace spp::control
