// SPDX-License-Identifier: MIT
/// A home on the disk, as the checks see it, with texts over it that are not saved yet. Thread-safe; reads files, so not for a window's
/// thread.
#pragma once

#include "core/check/home_view.h"

#include <map>
#include <string>
#include <utility>

namespace spp::runtime
{

/// Bytes of files that an editor holds, by the path that findings name: relative to the home, or absolute.
using Unsaved = std::map<std::string, std::string>;

class DiskView : public check::HomeView
{
public:
    /// @param home absolute
    explicit DiskView(std::string home, Unsaved unsaved = {}) : m_home(std::move(home)), m_unsaved(std::move(unsaved))
    {}

    check::FileFacts facts(const std::string& path) const override;
    /// Of a file that is larger than any plugin's source, the first part.
    std::optional<std::string> bytes(const std::string& path) const override;
    std::vector<std::string> names(const std::string& folder) const override;
    bool isInPath(const std::string& program) const override;

    std::string absolute(const std::string& path) const;

private:
    std::string m_home;
    Unsaved m_unsaved;
};

} // namespace spp::runtime
