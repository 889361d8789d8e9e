// SPDX-License-Identifier: MIT
/// A home on the disk, as the checks see it. Thread-safe; reads files, so not for a window's thread.
#pragma once

#include "core/check/home_view.h"

#include <string>

namespace spp::runtime
{

class DiskView : public check::HomeView
{
public:
    /// @param home absolute
    explicit DiskView(std::string home) : m_home(std::move(home)) {}

    check::FileFacts facts(const std::string& path) const override;
    /// Of a file that is larger than any plugin's source, the first part.
    std::optional<std::string> bytes(const std::string& path) const override;
    std::vector<std::string> names(const std::string& folder) const override;
    bool isInPath(const std::string& program) const override;

    std::string absolute(const std::string& path) const;

private:
    std::string m_home;
};

} // namespace spp::runtime
