// SPDX-License-Identifier: MIT
/// The home that a scenario runs in: the home itself, or a copy of it where the scenario has control files of its own or must leave no
/// trace. Not thread-safe; may be used from any one thread. Reads and writes files: not for a window's thread.
#pragma once

#include "core/runtime/private_home.h"
#include "core/scenario/scenario.h"

#include <optional>
#include <string>
#include <vector>

namespace spp::scenario
{

/// Can a program be started by a session of the case, which may leave something in the home? Without one a copy of it is not needed.
bool mayStartPrograms(const std::string& home, const Case& scenario);

class StagedHome
{
public:
    /// @param copies make a copy even if nothing is other
    static Result<StagedHome> make(const std::string& home, const std::vector<ControlFile>& controls, bool copies);

    bool isCopy() const { return m_copy.has_value(); }
    std::string path() const { return m_copy ? m_copy->path() : m_home; }

private:
    explicit StagedHome(std::string home) : m_home(std::move(home)) {}

    std::string m_home;
    std::optional<runtime::PrivateHome> m_copy;
};

} // namespace spp::scenario
