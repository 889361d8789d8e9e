// SPDX-License-Identifier: MIT
#include "app/cli/step/run_here.h"

#include "core/base/text.h"
#include "core/runtime/program_path.h"
#include "core/runtime/spawn.h"
#include "core/trace/debugger_command.h"

#include <spawn.h>
#include <sys/wait.h>

#include <cerrno>
#include <csignal>
#include <vector>

namespace spp::cli
{

namespace
{

/// For posix_spawn, which changes nothing.
std::vector<char*> pointersTo(const std::vector<std::string>& strings)
{
    std::vector<char*> result;
    for (const std::string& string : strings)
        result.push_back(const_cast<char*>(string.c_str()));
    result.push_back(nullptr);
    return result;
}

/// In this process's group, so that the terminal is its own; with the signals that this program keeps from itself.
int spawnHere(const plugin::Call& call, pid_t& id)
{
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    sigset_t none;
    sigemptyset(&none);
    ::posix_spawn_file_actions_init(&actions);
    ::posix_spawnattr_init(&attributes);
    ::posix_spawn_file_actions_addchdir_np(&actions, call.directory.c_str());
    ::posix_spawnattr_setsigmask(&attributes, &none);
    ::posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK);
    const int error = ::posix_spawn(&id, call.program.c_str(), &actions, &attributes, pointersTo(call.arguments).data(),
                                    pointersTo(call.environment.entries()).data());
    ::posix_spawnattr_destroy(&attributes);
    ::posix_spawn_file_actions_destroy(&actions);
    return error;
}

} // namespace

Result<plugin::Call> findDebugger(const plugin::Call& call)
{
    runtime::ProcessSpec file;
    file.directory = call.directory;
    file.program = trace::debuggedProgram(call);
    return trace::debuggerCall(call, runtime::firstBytes(runtime::pathOf(file)),
                               {runtime::findInPath("gdb"), runtime::findInPath("bashdb")});
}

std::string runHere(const plugin::Call& debugger)
{
    pid_t id = -1;
    if (const int error = spawnHere(debugger, id); error != 0) {
        runtime::ProcessSpec spec;
        spec.program = debugger.program;
        spec.directory = debugger.directory;
        return "The debugger can't be started: " + runtime::explainSpawnError(error, spec);
    }
    int status = 0;
    while (::waitpid(id, &status, 0) < 0 && errno == EINTR) {
    }
    const bool isSignal = WIFSIGNALED(status);
    const plugin::Exit exit{isSignal ? plugin::Exit::Kind::Signal : plugin::Exit::Kind::Code,
                            isSignal ? WTERMSIG(status) : WEXITSTATUS(status),
                            {}};
    return "The debugger has ended: " + plugin::describe(exit) + ". The session stands where it stood.";
}

} // namespace spp::cli
