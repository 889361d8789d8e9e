// SPDX-License-Identifier: MIT
#include "core/base/text.h"
#include "core/runtime/spawn.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <optional>
#include <string_view>

namespace spp::runtime
{

namespace
{

/// As much of a script's first line as the kernel looks at.
constexpr std::size_t firstLineSize = 256;

std::string pathOf(const ProcessSpec& spec)
{
    return spec.program.starts_with('/') ? spec.program : spec.directory + "/" + spec.program;
}

std::string firstBytes(const std::string& path)
{
    std::array<char, firstLineSize> buffer{};
    const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (file < 0)
        return {};
    const auto size = ::read(file, buffer.data(), buffer.size());
    ::close(file);
    return size > 0 ? std::string(buffer.data(), static_cast<std::size_t>(size)) : std::string{};
}

/// What the "#!" line names, a CR at its end included; nullopt without such a line.
std::optional<std::string> interpreterOf(std::string_view bytes)
{
    if (!bytes.starts_with("#!"))
        return std::nullopt;
    const auto line = bytes.substr(2, bytes.find('\n') - 2);
    const auto begin = line.find_first_not_of(" \t");
    if (begin == std::string_view::npos)
        return std::string{};
    return std::string(line.substr(begin, line.find_first_of(" \t", begin) - begin));
}

/// The file is there, but what it needs is not.
std::string explainMissingInterpreter(const std::string& path)
{
    const auto interpreter = interpreterOf(firstBytes(path));
    if (!interpreter)
        return "the loader that it was linked for does not exist here; build it for this system";
    if (interpreter->ends_with('\r'))
        return "its #! line ends in CR LF, so that \"" + text::printable(*interpreter) +
               "\" is looked for; save the file with LF line ends";
    return "its #! line names " + text::printable(*interpreter) +
           ", which does not exist; install it or correct the line";
}

std::string explainNoEntry(const std::string& path)
{
    struct stat status
    {};
    if (::stat(path.c_str(), &status) == 0)
        return explainMissingInterpreter(path);
    if (::lstat(path.c_str(), &status) == 0)
        return "it is a link to something that does not exist";
    return "there is no such file";
}

/// @param shown what a person calls the path
std::string explainNoAccess(const std::string& path, const std::string& shown)
{
    struct stat status
    {};
    if (::stat(path.c_str(), &status) != 0)
        return "a folder above it may not be entered by this user";
    if (S_ISDIR(status.st_mode))
        return "it is a directory, not a program";
    if (::faccessat(AT_FDCWD, path.c_str(), X_OK, AT_EACCESS) != 0)
        return "it is not executable; run: chmod +x " + text::printable(shown);
    return "permission denied; look at its interpreter's rights, and whether its file system is mounted noexec";
}

std::string explainFormat(const std::string& path)
{
    const std::string bytes = firstBytes(path);
    if (bytes.empty())
        return "it is an empty file, or may not be read";
    if (bytes.starts_with("\x7f"
                          "ELF"))
        return "it is a program for another kind of machine";
    if (bytes.starts_with("\xef\xbb\xbf#!"))
        return "a byte order mark stands before its #!; save it as UTF-8 without one";
    return "it has no #! line; its first line must name what runs it, for example #!/bin/sh";
}

std::string explainSize(const ProcessSpec& spec)
{
    std::size_t size = 0;
    for (const auto& entry : spec.environment)
        size += entry.size() + 1;
    return "its arguments and environment (" + std::to_string(spec.environment.size()) + " variables, " +
           std::to_string(size) + " bytes) are more than this system takes; let plugins set less";
}

std::string explain(int error, const std::string& path, const std::string& shown, const ProcessSpec& spec)
{
    switch (error) {
    case ENOENT: return explainNoEntry(path);
    case EACCES: return explainNoAccess(path, shown);
    case ENOEXEC: return explainFormat(path);
    case E2BIG: return explainSize(spec);
    case ETXTBSY: return "another program is writing to it right now";
    default: return std::strerror(error);
    }
}

} // namespace

std::string explainSpawnError(int error, const ProcessSpec& spec)
{
    struct stat status
    {};
    if (::stat(spec.directory.c_str(), &status) != 0 || !S_ISDIR(status.st_mode))
        return text::printable(spec.directory) + ": there is no such directory to run " +
               text::printable(spec.program) + " in";
    const std::string path = pathOf(spec);
    const std::string shown =
        spec.shownDirectory.empty() || spec.program.starts_with('/') ? path : spec.shownDirectory + "/" + spec.program;
    return text::printable(shown) + ": " + explain(error, path, shown, spec);
}

bool isExecutable(const ProcessSpec& spec)
{
    const std::string path = pathOf(spec);
    struct stat status
    {};
    if (::stat(path.c_str(), &status) != 0 || !S_ISREG(status.st_mode) ||
        ::faccessat(AT_FDCWD, path.c_str(), X_OK, AT_EACCESS) != 0)
        return false;
    const std::string bytes = firstBytes(path);
    if (const auto interpreter = interpreterOf(bytes))
        return ::faccessat(AT_FDCWD, interpreter->c_str(), X_OK, AT_EACCESS) == 0;
    return bytes.starts_with(
        "\x7f"
        "ELF");
}

} // namespace spp::runtime
