// SPDX-License-Identifier: MIT
#include "core/runtime/sandbox.h"

#include "core/runtime/process_environment.h"
#include "core/runtime/program_path.h"
#include "core/runtime/spawn.h"

#include <filesystem>
#include <initializer_list>
#include <system_error>
#include <utility>
#include <vector>

namespace spp::runtime
{

namespace fs = std::filesystem;

namespace
{

/// Where qmail lives, and its plugins look for it.
const std::string homeInside = "/var/qmail";

using Arguments = std::vector<std::string>;

void add(Arguments& arguments, std::initializer_list<std::string> more)
{
    arguments.insert(arguments.end(), more);
}

/// A system without qmail has no such folder, and none can be made where all is read-only: /var is laid out anew.
void addVar(Arguments& arguments)
{
    add(arguments, {"--tmpfs", "/var"});
    std::error_code error;
    for (const auto& entry : fs::directory_iterator("/var", error)) {
        std::error_code ignored;
        const std::string path = entry.path().string();
        if (entry.is_symlink(ignored))
            add(arguments, {"--symlink", fs::read_symlink(entry.path(), ignored).string(), path});
        else
            add(arguments, {"--ro-bind-try", path, path});
    }
}

/// What is no file or folder of this system needs no cover; a link keeps its name, and what it leads to is covered.
void cover(Arguments& arguments, const std::string& path, const std::string& seen)
{
    std::error_code error;
    const std::string place = fs::canonical(path, error).string();
    if (!error)
        add(arguments, {"--ro-bind", seen, place});
}

Arguments world(const Sandbox& sandbox)
{
    Arguments arguments = sandbox.entrance;
    add(arguments, {sandbox.bubblewrap, "--die-with-parent", "--ro-bind", "/", "/", "--dev", "/dev"});
    std::error_code error;
    if (!fs::is_directory(homeInside, error))
        addVar(arguments);
    add(arguments, {"--bind", sandbox.home, homeInside, "--bind", sandbox.temporary, "/tmp"});
    for (const auto& [path, seen] : sandbox.covered)
        cover(arguments, path, seen);
    if (!sandbox.network && sandbox.entrance.empty())
        add(arguments, {"--unshare-net"});
    return arguments;
}

} // namespace

Result<std::string> findBubblewrap()
{
    const std::string program = findInPath("bwrap");
    if (program.empty())
        return fail(Fault::Configuration,
                    "a private home wants bubblewrap, which is not installed; install the package bubblewrap");
    ProcessSpec spec;
    spec.program = program;
    spec.arguments = {program, "--ro-bind", "/", "/", "--unshare-net", "true"};
    spec.environment = processEnvironment().entries();
    spec.directory = "/";
    spec.input = ProcessSpec::Input::Empty;
    if (!succeeds(spec))
        return fail(Fault::Configuration,
                    program +
                        ": does not work here: this system lets no user make namespaces; see sysctl "
                        "kernel.unprivileged_userns_clone and user.max_user_namespaces");
    return program;
}

ProcessSpec inSandbox(ProcessSpec spec, const Sandbox& sandbox)
{
    ProcessSpec outside = spec;
    outside.directory = sandbox.home;
    outside.shownDirectory = sandbox.shownHome;
    if (spec.program.starts_with(homeInside + "/"))
        outside.program = spec.program.substr(homeInside.size() + 1);
    if (!isExecutable(outside))
        return outside;

    Arguments arguments = world(sandbox);
    add(arguments, {"--chdir", homeInside, "--", spec.program});
    if (spec.arguments.size() > 1)
        arguments.insert(arguments.end(), spec.arguments.begin() + 1, spec.arguments.end());
    spec.program = arguments.front();
    spec.arguments = std::move(arguments);
    spec.directory = "/";
    spec.input = ProcessSpec::Input::Empty;
    spec.tellsSignalsAsCodes = true;
    return spec;
}

} // namespace spp::runtime
