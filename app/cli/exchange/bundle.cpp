// SPDX-License-Identifier: MIT
#include "app/cli/exchange/bundle.h"

#include "app/cli/complaint.h"
#include "app/cli/play.h"
#include "app/cli/screen.h"
#include "app/cli/version.h"
#include "core/base/shell_words.h"
#include "core/base/text.h"
#include "core/deploy/archive.h"
#include "core/deploy/bundle.h"
#include "core/plugin/interpreter.h"
#include "core/runtime/deploy/deployment.h"
#include "core/runtime/files.h"
#include "core/runtime/program_path.h"
#include "core/runtime/short_run.h"
#include "core/runtime/temporary_folder.h"
#include "core/scenario/message.h"
#include "core/scenario/scenario.h"

#include <sys/utsname.h>

#include <filesystem>
#include <iostream>
#include <set>
#include <utility>

namespace spp::cli
{

namespace fs = std::filesystem;

namespace
{

constexpr std::chrono::seconds longestAnswer{5}; // of a program that is asked for its version
constexpr std::chrono::seconds longestPacking{60};

/// Relative to a folder, if it is in it; empty: it is not.
std::string pathWithin(const fs::path& folder, const fs::path& file)
{
    const std::string path = file.lexically_normal().lexically_relative(folder.lexically_normal()).string();
    return path.empty() || path == "." || path.starts_with("..") ? std::string() : path;
}

/// The scenario with the files that it includes and sends, each at a place from which the scenario's own names still lead to it.
class ScenarioFiles
{
public:
    ScenarioFiles(const std::string& scenario, const std::string& home, deploy::BundleParts& parts)
        : m_scenario(fs::absolute(scenario)), m_home(fs::absolute(home)), m_parts(parts)
    {}

    void gather()
    {
        m_parts.scenario = add(m_scenario);
        const auto bytes = runtime::readFile(m_scenario.string(), scenario::maxScenarioFile);
        if (!bytes)
            return;
        const auto parsed = scenario::parseScenario(*bytes, [&](const std::string& name) {
            const fs::path file = m_scenario.parent_path() / name;
            add(file);
            return runtime::readFile(file.string(), scenario::maxScenarioFile);
        });
        if (!parsed)
            return;
        for (const auto& each : parsed->cases)
            for (const auto& session : each.sessions) {
                addNamed(session.world.dns);
                for (const auto& line : session.lines)
                    addNamed(line.file);
            }
    }

private:
    void addNamed(const std::string& name)
    {
        if (!name.empty())
            add(m_scenario.parent_path() / name);
    }

    std::string add(const fs::path& file)
    {
        std::string place;
        if (const auto inHome = pathWithin(m_home, file); !inHome.empty())
            place = "home/" + inHome;
        else if (const auto beside = pathWithin(m_scenario.parent_path(), file); !beside.empty())
            place = "scenario/" + beside;
        const auto bytes = runtime::readFile(file.string(), scenario::maxMessageFile);
        if (place.empty() || !bytes) {
            const std::string name = file.lexically_normal().string();
            if (std::ranges::find(m_parts.missing, name) == m_parts.missing.end())
                m_parts.missing.push_back(name);
        } else
            m_parts.files[place] = *bytes;
        return place;
    }

    fs::path m_scenario;
    fs::path m_home;
    deploy::BundleParts& m_parts;
};

/// Of what a program says of its version.
std::string firstLine(const std::string& text)
{
    for (const auto line : text::lines(text))
        if (!text::trim(line).empty())
            return text::printable(text::trim(line));
    return {};
}

std::string systemName()
{
    std::string name;
    if (const auto release = runtime::readFile("/etc/os-release", 64UL * 1024))
        for (const auto line : text::lines(*release))
            if (line.starts_with("PRETTY_NAME="))
                name = text::printable(text::unquoteShellWord(line.substr(12)));
    utsname kernel{};
    ::uname(&kernel);
    return "system: " + name + ", " + kernel.sysname + " " + kernel.release + " " + kernel.machine + "\n";
}

/// Of spp, the system, and what runs the plugins.
std::string versions(const deploy::Manifest& home)
{
    std::set<std::string> interpreters{"sh"};
    for (const auto& [path, entry] : home)
        if (entry.isExecutable())
            if (const auto found =
                    plugin::parseInterpreter(std::string_view(entry.content).substr(0, plugin::firstBytesSize));
                !found.name.empty())
                interpreters.insert(found.name);
    std::string text = std::string(programVersion()) + "\n" + systemName();
    for (const auto& name : interpreters) {
        const std::string path = runtime::findInPath(name);
        std::error_code error;
        const auto run = path.empty() ? runtime::ShortRun() : runtime::runNow({path, "--version"}, "/", longestAnswer);
        const bool isKnown = !path.empty() && !run.exit.failed() && run.exit.number == 0;
        std::string version = path.empty() ? "not found" : fs::canonical(path, error).string();
        if (isKnown)
            version += ", " + firstLine(run.output.empty() ? run.log : run.output);
        text += name + ": " + version + "\n";
    }
    return text;
}

/// All cases, one after the other. @return the signal that has ended it; 0: none
int record(const std::vector<PlannedCase>& cases, const RunOptions& options, deploy::BundleParts& parts)
{
    for (const auto& planned : cases) {
        const auto played = play(planned, options, [&](std::string_view lines) { parts.trace.append(lines); });
        if (!played)
            parts.trouble = text::printable(played.error().message);
        else if (played->endedBy != 0)
            return played->endedBy;
    }
    return 0;
}

/// Packed by gzip, unless the name says that it is not to be.
Result<void> writeArchive(const deploy::Manifest& files, const std::string& output)
{
    const std::string bytes = formatArchive(files);
    if (output.ends_with(".tar"))
        return runtime::createFile(output, bytes);
    const std::string gzip = runtime::findInPath("gzip");
    if (gzip.empty())
        return fail(Fault::Configuration, "gzip is not installed; name a file that ends in .tar");
    const auto folder = runtime::TemporaryFolder::make("bundle");
    if (!folder)
        return tl::unexpected<Error>(folder.error());
    const std::string path = folder->path() + "/report.tar";
    if (auto written = runtime::createFile(path, bytes); !written)
        return written;
    const auto run = runtime::runNow({gzip, "-n", path}, folder->path(), longestPacking);
    const auto packed = runtime::readFile(path + ".gz", 2 * deploy::maxBytes);
    if (run.exit.failed() || run.exit.number != 0 || !packed)
        return fail(Fault::Configuration, "gzip has failed: " + text::printable(run.log.substr(0, 200)));
    return runtime::createFile(output, *packed);
}

std::string folderName(const std::string& output)
{
    const std::string name = fs::path(output).filename().string();
    return name.substr(0, std::min(name.find('.'), name.size()));
}

} // namespace

int exportBundle(const RunOptions& asked, const std::string& scenario, const std::string& output)
{
    RunOptions options = asked;
    options.files = {scenario};
    const auto cases = planCases(options);
    const std::string& home = cases.front().home;
    if (home.empty())
        return complainOf(cases.front().error);
    auto files = runtime::readHomeFiles(home, {}, {});
    if (!files)
        return complainOf(files.error().message);
    deploy::BundleParts parts;
    parts.folder = folderName(output);
    parts.versions = versions(files->files);
    parts.home = std::move(*files);
    ScenarioFiles(scenario, home, parts).gather();
    if (const int signal = record(cases, options, parts); signal != 0)
        return -signal;
    const auto missing = parts.missing;
    const std::string trouble = parts.trouble;
    const auto bundle = makeBundle(std::move(parts));
    if (const auto written = writeArchive(bundle.files, output); !written)
        return complainOf(written.error().message);

    Screen screen(std::cout, wantsColour());
    screen.line(0,
                text::printable(output) + ": " + counted(bundle.files.size(), "file") +
                    "; look it through before you give it to somebody",
                Colour::Accept);
    for (const auto& path : bundle.leftOut)
        screen.line(3, "left out, since it is private or looks so: " + text::printable(path));
    for (const auto& path : missing)
        screen.line(
            3, "left out, since it stands outside of the scenario's folder and the home: " + text::printable(path));
    if (!trouble.empty())
        screen.line(3, "the scenario could not be run to its end: " + trouble, Colour::Defer);
    screen.flush();
    return 0;
}

} // namespace spp::cli
