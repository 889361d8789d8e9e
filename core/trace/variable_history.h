// SPDX-License-Identifier: MIT
/// Who gave the variables of a session the values that they have, and when. To set a variable to the value that it has already is no
/// change. What comes is kept, and looked into when somebody asks: of most sessions nobody does.
/// A value; not thread-safe, to ask it neither.
#pragma once

#include "core/plugin/environment.h"

#include <chrono>
#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace spp::trace
{

/// What a variable was changed by.
struct VariableSetter
{
    std::optional<std::size_t>
        step; ///< a plugin; or what the server was busy with: a client line, the start of the session
    std::optional<std::size_t> line; ///< of the plugin's output
    std::chrono::nanoseconds at{};
    std::size_t record = 0; ///< of the session, from 0

    bool operator==(const VariableSetter&) const = default;
};

class VariableHistory
{
public:
    /// @param environment as it is now; `setter` has made of it what is different from the last one
    void add(const plugin::Environment& environment, const VariableSetter& setter);

    /// By whom the variable was set, changed or removed last when so many records had been told; nullptr: it never was there.
    const VariableSetter* setterOf(std::string_view name, std::size_t records) const;

private:
    struct Moment
    {
        plugin::Environment environment;
        VariableSetter setter;
    };

    void readAll() const;
    void lookInto(const Moment& moment) const;

    plugin::Environment m_last;           ///< that was added
    mutable std::vector<Moment> m_unread; ///< that nobody has asked for yet
    mutable plugin::Environment m_read;   ///< the last that was looked into
    mutable std::map<std::string, std::vector<VariableSetter>, std::less<>> m_setters; ///< by name, in their order
};

} // namespace spp::trace
