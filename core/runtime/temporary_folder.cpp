// SPDX-License-Identifier: MIT
#include "core/runtime/temporary_folder.h"

#include "core/base/text.h"

#include <stdlib.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <utility>

namespace spp::runtime
{

TemporaryFolder::TemporaryFolder(std::string path) : m_path(std::move(path)) {}

TemporaryFolder::TemporaryFolder(TemporaryFolder&& other) noexcept : m_path(std::exchange(other.m_path, {})) {}

TemporaryFolder::~TemporaryFolder()
{
    std::error_code ignored;
    if (!m_path.empty())
        std::filesystem::remove_all(m_path, ignored);
}

Result<TemporaryFolder> TemporaryFolder::make(std::string_view purpose)
{
    std::error_code ignored;
    const auto parent = std::filesystem::temp_directory_path(ignored);
    std::string path = (parent / ("spp-" + std::string(purpose) + "-XXXXXX")).string();
    if (::mkdtemp(path.data()) == nullptr)
        return fail(Fault::Configuration,
                    text::printable(path) + ": this folder can't be made: " + std::strerror(errno));
    return TemporaryFolder(std::move(path));
}

} // namespace spp::runtime
