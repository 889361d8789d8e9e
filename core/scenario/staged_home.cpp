// SPDX-License-Identifier: MIT
#include "core/scenario/staged_home.h"

#include "core/base/text.h"

#include <filesystem>
#include <fstream>
#include <utility>

namespace spp::scenario
{

namespace
{

/// A link would lead back to the home itself.
Result<void> write(const ControlFile& file, const std::string& home)
{
    const std::string path = home + "/control/" + file.name;
    std::error_code error;
    std::filesystem::remove(path, error);
    std::ofstream stream(path, std::ios::binary);
    for (const auto& line : file.lines)
        stream << line << "\n";
    stream.close();
    if (!stream)
        return fail(Fault::Configuration,
                    "control/" + text::printable(file.name) + ": can't be written into the copy of the home");
    return {};
}

} // namespace

Result<StagedHome> StagedHome::make(const std::string& home, const std::vector<ControlFile>& controls, bool copies)
{
    StagedHome staged(home);
    if (!copies && controls.empty())
        return staged;
    auto copy = runtime::PrivateHome::copy(home);
    if (!copy)
        return tl::unexpected<Error>(copy.error());
    staged.m_copy.emplace(std::move(*copy));
    for (const ControlFile& file : controls)
        if (auto written = write(file, staged.path()); !written)
            return tl::unexpected<Error>(written.error());
    return staged;
}

} // namespace spp::scenario
