// SPDX-License-Identifier: MIT
#include "core/runtime/checkpassword.h"

#include "core/base/text.h"
#include "core/runtime/process.h"

#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <memory>
#include <optional>

namespace spp::runtime
{

namespace
{

/// As much of a program's log as is kept.
constexpr std::size_t longestLog = 64UL * 1024;

/// Where execvp(3) looks if there is no PATH.
constexpr std::string_view defaultPath = "/bin:/usr/bin";

plugin::Exit couldNotRun(std::string reason)
{
    return {plugin::Exit::Kind::CouldNotRun, 120, std::move(reason)};
}

bool isProgram(const std::string& path)
{
    struct stat status
    {};
    return ::stat(path.c_str(), &status) == 0 && S_ISREG(status.st_mode) &&
           ::faccessat(AT_FDCWD, path.c_str(), X_OK, AT_EACCESS) == 0;
}

/// The first program of that name in the folders of PATH, as execvp(3) finds it; an empty or relative folder is below the home.
std::optional<std::string> findProgram(const std::string& name, const plugin::Environment& environment,
                                       const std::string& home)
{
    if (name.find('/') != std::string::npos)
        return name;
    std::string_view folders = environment.value("PATH").value_or(defaultPath);
    for (;;) {
        const std::string_view folder = folders.substr(0, folders.find(':'));
        const std::string path = (folder.empty() ? "." : std::string(folder)) + "/" + name;
        if (isProgram(path.starts_with('/') ? path : home + "/" + path))
            return path;
        if (folder.size() == folders.size())
            return std::nullopt;
        folders.remove_prefix(folder.size() + 1);
    }
}

/// A pipe that holds the fields already: a program that never reads holds up nobody. Fields that don't fit are refused.
Result<Descriptor> openFields(const std::string& fields)
{
    auto pipe = openPipe();
    if (!pipe)
        return tl::unexpected<Error>(pipe.error());
    const int into = pipe->writeEnd.number();
    ::fcntl(into, F_SETFL, ::fcntl(into, F_GETFL) | O_NONBLOCK);
    if (::write(into, fields.data(), fields.size()) != static_cast<ssize_t>(fields.size()))
        return fail(Fault::Client, "the user name and password are longer than a pipe takes");
    return std::move(pipe->readEnd);
}

/// /dev/null to write to. A number above those that the program gets.
Descriptor openNowhere()
{
    const Descriptor nowhere(::open("/dev/null", O_WRONLY | O_CLOEXEC));
    return Descriptor(::fcntl(nowhere.number(), F_DUPFD_CLOEXEC, 16));
}

/// Starts the program with the fields on their descriptor, and all else away from it.
tl::expected<std::unique_ptr<Process>, plugin::Exit> start(const asio::any_io_executor& executor,
                                                           const session::CheckLogin& wish, Result<Descriptor> fields,
                                                           const std::string& home, ProcessSpec::Log log)
{
    if (!fields)
        return tl::unexpected<plugin::Exit>(couldNotRun(fields.error().message));
    if (wish.command.empty())
        return tl::unexpected<plugin::Exit>(couldNotRun("no checkpassword program is named"));
    const auto program = findProgram(wish.command.front(), wish.environment, home);
    if (!program)
        return tl::unexpected<plugin::Exit>(
            couldNotRun(text::printable(wish.command.front()) +
                        ": no folder of PATH has a program of that name; name it by its path"));
    const Descriptor nowhere = openNowhere();
    if (!nowhere.isOpen())
        return tl::unexpected<plugin::Exit>(
            couldNotRun(std::string("/dev/null can't be opened: ") + ::strerror(errno)));

    ProcessSpec spec;
    spec.program = *program;
    spec.arguments = wish.command;
    spec.environment = wish.environment.entries();
    spec.directory = home;
    spec.input = ProcessSpec::Input::Empty;
    spec.log = log;
    spec.handed = {{nowhere.number(), 1}, {fields->number(), 3}};
    return Process::start(executor, spec);
}

} // namespace

asio::awaitable<LoginCheck> checkLogin(asio::any_io_executor executor, session::CheckLogin& wish,
                                       const std::string& home, ProcessSpec::Log log)
{
    LoginCheck check;
    auto fields = openFields(wish.fields);
    ::explicit_bzero(wish.fields.data(), wish.fields.size());
    wish.fields.clear();

    const auto process = start(executor, wish, std::move(fields), home, log);
    if (!process) {
        check.exit = process.error();
        co_return check;
    }
    check.exit = couldNotRun("it was not waited for"); // until its end is known: an Exit is a success by default
    const auto keepLog = [&check](std::string_view bytes) {
        check.log.append(bytes.substr(0, longestLog - check.log.size()));
    };
    (*process)->hearLog(keepLog);
    const ProcessEnd end = co_await (*process)->wait();
    check.exit = end.exit;
    keepLog((*process)->drainLog());
    check.answer = {check.exit == plugin::Exit{}, check.exit.crashed()};
    co_return check;
}

} // namespace spp::runtime
