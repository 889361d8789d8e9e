// SPDX-License-Identifier: MIT
#include "core/runtime/spawn.h"

#include "core/runtime/guardian.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

namespace spp::runtime
{

namespace
{

/// The exit code for "could not be executed" (qmail-spp). Seen only where vfork is a fork: below a debugger of memory or threads.
constexpr int notExecuted = 120;

/// What the child needs, ready before it is born.
struct Plan
{
    const ProcessSpec& spec;
    std::vector<char*> arguments;
    std::vector<char*> environment;
    volatile int error = 0; ///< the child's, which shares our memory
};

/// For execve, which takes pointers to char but changes nothing.
std::vector<char*> pointers(const std::vector<std::string>& strings)
{
    std::vector<char*> result;
    result.reserve(strings.size() + 1);
    for (const std::string& string : strings)
        result.push_back(const_cast<char*>(string.c_str()));
    result.push_back(nullptr);
    return result;
}

/// No signal reaches this thread while it lives: a handler of ours must not run in the child.
class SignalsBlocked
{
public:
    SignalsBlocked()
    {
        sigset_t all;
        sigfillset(&all);
        pthread_sigmask(SIG_SETMASK, &all, &m_before);
    }
    ~SignalsBlocked() { pthread_sigmask(SIG_SETMASK, &m_before, nullptr); }
    SignalsBlocked(const SignalsBlocked&) = delete;
    SignalsBlocked& operator=(const SignalsBlocked&) = delete;

private:
    sigset_t m_before;
};

// The functions below run in the child, in memory that is still ours: they make system calls and change nothing.

/// The last thing before the program, which gets the default of every signal that we handle. A handler of ours that runs in between
/// only writes to a descriptor (Asio's), and that is closed by now.
void unblockSignals()
{
    sigset_t none;
    sigemptyset(&none);
    ::sigprocmask(SIG_SETMASK, &none, nullptr);
}

/// The numbers that nothing is handed to are closed one by one up to the last that is, and all together from there on.
bool layDescriptors(const ProcessSpec& spec)
{
    int last = 2;
    for (const auto& handed : spec.handed) {
        if (::dup2(handed.ours, handed.childs) < 0)
            return false;
        last = std::max(last, handed.childs);
    }
    for (int number = 0; number <= last; ++number)
        if (number != 2 && !spec.hands(number))
            ::close(number);
    // The lowest number that is free is 0.
    if (spec.input == ProcessSpec::Input::Empty && !spec.hands(0) && ::open("/dev/null", O_RDONLY) < 0)
        return false;
    ::closefrom(last + 1);
    return true;
}

bool limit(int resource, std::uint64_t most)
{
    const rlimit both{most, most};
    return most == 0 || ::setrlimit(static_cast<__rlimit_resource>(resource), &both) == 0;
}

bool limitResources(const ResourceLimits& limits)
{
    return limit(RLIMIT_DATA, limits.memory) && limit(RLIMIT_NOFILE, limits.openFiles) &&
           limit(RLIMIT_NPROC, limits.processes);
}

[[noreturn]] void becomeProgram(Plan& plan)
{
    const ProcessSpec& spec = plan.spec;
    const bool leads = ::setpgid(0, 0) == 0;
    if (leads)
        entrust(::getpid());
    if (leads && ::chdir(spec.directory.c_str()) == 0 && layDescriptors(spec) && limitResources(spec.limits)) {
        unblockSignals();
        ::execve(spec.program.c_str(), plan.arguments.data(), plan.environment.data());
    }
    plan.error = errno;
    ::_exit(notExecuted);
}

} // namespace

tl::expected<pid_t, int> spawn(const ProcessSpec& spec)
{
    Plan plan{spec, pointers(spec.arguments), pointers(spec.environment)};
    const SignalsBlocked blocked;
    const pid_t id = ::vfork();
    if (id == 0)
        becomeProgram(plan);
    if (id < 0)
        return tl::unexpected<int>(errno);
    if (const int error = plan.error; error != 0) {
        ::waitpid(id, nullptr, 0);
        dismiss(id);
        return tl::unexpected<int>(error);
    }
    return id;
}

bool succeeds(const ProcessSpec& spec)
{
    const auto id = spawn(spec);
    if (!id)
        return false;
    int status = 0;
    pid_t ended = -1;
    do {
        ended = ::waitpid(*id, &status, 0);
    } while (ended < 0 && errno == EINTR);
    dismiss(*id);
    return ended == *id && status == 0;
}

} // namespace spp::runtime
