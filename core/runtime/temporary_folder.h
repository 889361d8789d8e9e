// SPDX-License-Identifier: MIT
/// A folder for as long as the value lives, readable by this user alone. Not thread-safe; may be used from any one thread.
#pragma once

#include "core/base/error.h"

#include <string>
#include <string_view>

namespace spp::runtime
{

class TemporaryFolder
{
public:
    /// @param purpose in its name: "home"
    static Result<TemporaryFolder> make(std::string_view purpose);

    TemporaryFolder(TemporaryFolder&& other) noexcept;
    TemporaryFolder& operator=(TemporaryFolder&&) = delete;
    /// With all that is in it.
    ~TemporaryFolder();

    const std::string& path() const { return m_path; }

private:
    explicit TemporaryFolder(std::string path);

    std::string m_path; ///< empty once moved from
};

} // namespace spp::runtime
