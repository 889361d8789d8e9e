// SPDX-License-Identifier: MIT
/// The environment of a session as plugins see it. An entry is usually NAME=value; what plugins set by an S without "=" is kept as it
/// stands, because the reference hands it on (hazard 8). The order is the reference's: a new entry is the last, and where one is taken
/// out, the last takes its place.
/// A value; copies share their entries until one of them changes, since every report and every step keeps one. Not thread-safe, but
/// copies may go to other threads.
#pragma once

#include <memory>
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
    Environment(const Environment& other) : m_entries(other.m_entries) { share(other); }
    Environment(Environment&& other) = default;
    Environment& operator=(const Environment& other) { return *this = Environment(other); }
    Environment& operator=(Environment&& other) = default;
    ~Environment() = default;
    explicit Environment(std::vector<std::string> entries)
        : m_entries(std::make_shared<std::vector<std::string>>(std::move(entries)))
    {}

    const std::vector<std::string>& entries() const { return m_entries ? *m_entries : noEntries(); }

    std::optional<std::string_view> value(std::string_view name) const;
    bool contains(std::string_view name) const { return value(name).has_value(); }

    void set(std::string_view name, std::string_view value);
    /// Adds an entry as it stands, in place of the variable of that name; without "=" it takes no variable's place.
    void put(std::string_view entry);
    void unset(std::string_view name);

    bool operator==(const Environment& other) const
    {
        return m_entries == other.m_entries || entries() == other.entries();
    }

private:
    void share(const Environment& other)
    {
        m_shared = true;
        if (!other.m_shared) // a copy that other threads copy from has it set already
            other.m_shared = true;
    }
    static const std::vector<std::string>& noEntries();
    std::vector<std::string>& ownEntries();

    std::shared_ptr<std::vector<std::string>> m_entries; ///< nullptr: none
    mutable bool m_shared = false; ///< others may have the same entries: they must not be changed in place
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
