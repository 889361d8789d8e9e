// SPDX-License-Identifier: MIT
#include "core/runtime/guardian.h"

#include "core/runtime/descriptor.h"

#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <cstddef>
#include <cstring>
#include <string>

namespace spp::runtime
{

namespace
{

/// More processes at a time are not watched over; a workbench runs one.
constexpr std::size_t maxWatched = 1024;

/// Our end of its pipe, open as long as we live; -1: there is none. What is written is a process, negative when it has ended.
std::atomic<int> guardianPipe{-1};

void tellGuardian(pid_t process)
{
    if (const int pipe = guardianPipe.load(std::memory_order_relaxed); pipe >= 0) {
        // Nothing can be done if it fails: the guardian is gone.
        [[maybe_unused]] const auto written = ::write(pipe, &process, sizeof process);
    }
}

// The functions below run in a child of a program with threads: they make system calls and take no memory.

/// @param pipe at its end: we are gone
[[noreturn]] void watchOver(int pipe)
{
    ::setsid();
    ::prctl(PR_SET_NAME, "spp-guardian");
    sigset_t all;
    sigfillset(&all);
    ::sigprocmask(SIG_SETMASK, &all, nullptr);
    ::dup2(pipe, 0);
    ::closefrom(1);

    std::array<pid_t, maxWatched> watched{};
    pid_t told = 0;
    while (::read(0, &told, sizeof told) == static_cast<ssize_t>(sizeof told)) {
        const pid_t wanted = told > 0 ? 0 : -told; // a free place, or the one that ended
        for (pid_t& place : watched)
            if (place == wanted) {
                place = told > 0 ? told : 0;
                break;
            }
    }
    for (const pid_t process : watched)
        if (process > 0)
            ::kill(-process, SIGKILL);
    ::_exit(0);
}

} // namespace

Result<void> startGuardian()
{
    if (guardianPipe >= 0)
        return {};
    auto pipe = openPipe();
    if (!pipe)
        return tl::unexpected<Error>(pipe.error());
    const pid_t between = ::fork();
    if (between == 0) {
        // The grandchild is nobody's child: nobody has to wait for it.
        if (::fork() == 0)
            watchOver(pipe->readEnd.number());
        ::_exit(0);
    }
    if (between < 0)
        return fail(Fault::Internal,
                    std::string("no process can be started to watch over plugins: ") + std::strerror(errno));
    ::waitpid(between, nullptr, 0);
    guardianPipe = pipe->writeEnd.release();
    return {};
}

void entrust(pid_t process)
{
    tellGuardian(process);
}

void dismiss(pid_t process)
{
    tellGuardian(-process);
}

} // namespace spp::runtime
