// SPDX-License-Identifier: MIT
/// What the checks see of a home and of the system around it: the disk, or the disk with texts over it that are not saved yet, or a
/// table in a test. Paths are relative to the home, or absolute.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace spp::check
{

struct FileFacts
{
    enum class Kind { Missing, File, Folder, Other };
    Kind kind = Kind::Missing;
    bool executable = false;       ///< by anybody
    bool writableByOthers = false; ///< by all users
};

class HomeView
{
public:
    virtual ~HomeView() = default;

    virtual FileFacts facts(const std::string& path) const = 0;
    /// nullopt if there is no such file, or it can't be read. Of a large file the beginning may do.
    virtual std::optional<std::string> bytes(const std::string& path) const = 0;
    /// Names in a folder, sorted; empty if there is none.
    virtual std::vector<std::string> names(const std::string& folder) const = 0;
    /// Whether a program of that name is in PATH.
    virtual bool isInPath(const std::string& program) const = 0;
};

} // namespace spp::check
