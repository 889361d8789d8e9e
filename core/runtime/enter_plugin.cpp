// SPDX-License-Identifier: MIT
#include "core/runtime/enter_plugin.h"

#include "core/check/smtpplugins_edits.h"
#include "core/runtime/files.h"

#include <filesystem>

namespace spp::runtime
{

namespace
{

/// Far more than any has.
constexpr std::size_t maxSmtpPlugins = 4UL * 1024 * 1024;

} // namespace

Result<void> enterPlugin(const std::string& home, control::Section section, const std::string& line)
{
    const std::string path = home + "/control/smtpplugins";
    std::error_code error;
    std::string before;
    if (std::filesystem::exists(path, error)) {
        auto bytes = readFile(path, maxSmtpPlugins);
        if (!bytes)
            return tl::unexpected<Error>(bytes.error());
        before = std::move(*bytes);
    }
    return replaceFile(path, check::addToSection(before, section, line).bytes);
}

} // namespace spp::runtime
