// SPDX-License-Identifier: MIT
/// The environment of a session as plugins see it: entries in the order they were set. An entry is usually NAME=value; what
/// plugins set by an S without "=" is kept as it stands, because the reference hands it on (hazard 8).
/// A value; not thread-safe.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace spp::plugin
{

class Environment
{
public:
    Environment() = default;
    explicit Environment(std::vector<std::string> entries) : m_entries(std::move(entries)) {}

    const std::vector<std::string>& entries() const { return m_entries; }

    std::optional<std::string_view> value(std::string_view name) const;
    bool contains(std::string_view name) const { return value(name).has_value(); }

    void set(std::string_view name, std::string_view value);
    /// Puts an entry as it stands in place of the variable of that name.
    void put(std::string_view entry);
    void unset(std::string_view name);

    bool operator==(const Environment&) const = default;

private:
    std::vector<std::string> m_entries;
};

/// One difference between two environments.
struct EnvironmentChange
{
    std::string name;
    std::optional<std::string> before; ///< nullopt: was not there
    std::optional<std::string> after;  ///< nullopt: is gone

    bool operator==(const EnvironmentChange&) const = default;
};

std::vector<EnvironmentChange> changes(const Environment& before, const Environment& after);

/// The part of an entry before "=", and the part behind it.
std::string_view entryName(std::string_view entry);
std::string_view entryValue(std::string_view entry);

} // namespace spp::plugin
