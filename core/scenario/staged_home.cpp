// SPDX-License-Identifier: MIT
#include "core/scenario/staged_home.h"

#include "core/base/text.h"
#include "core/control/smtpplugins.h"
#include "core/runtime/files.h"

#include <algorithm>
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

bool hasPlugins(const control::SmtpPlugins& plugins)
{
    for (std::size_t section = 0; section < control::sectionCount; ++section)
        if (!plugins.plugins(static_cast<control::Section>(section)).empty())
            return true;
    return false;
}

/// Who asks a program about recipients.
bool setsProgram(const Dialog& session)
{
    return std::any_of(session.environment.begin(), session.environment.end(),
                       [](const std::string& entry) { return entry.starts_with("RCPTCHECK="); });
}

} // namespace

bool mayStartPrograms(const std::string& home, const Case& scenario)
{
    const auto bytes = runtime::readFile(home + "/control/smtpplugins", maxScenarioFile);
    return !bytes || hasPlugins(control::SmtpPlugins::parse(*bytes)) ||
           std::any_of(scenario.sessions.begin(), scenario.sessions.end(), setsProgram);
}

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
