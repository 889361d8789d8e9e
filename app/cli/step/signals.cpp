// SPDX-License-Identifier: MIT
#include "app/cli/step/signals.h"

#include <sys/signalfd.h>
#include <unistd.h>

namespace spp::cli
{

Signals::Signals() : m_before()
{
    sigset_t mine;
    sigemptyset(&mine);
    for (const int signal : {SIGINT, SIGTERM, SIGHUP})
        sigaddset(&mine, signal);
    ::pthread_sigmask(SIG_BLOCK, &mine, &m_before);
    m_descriptor = runtime::Descriptor(::signalfd(-1, &mine, SFD_NONBLOCK | SFD_CLOEXEC));
}

Signals::~Signals()
{
    ::pthread_sigmask(SIG_SETMASK, &m_before, nullptr);
}

bool Signals::takeInterrupt()
{
    bool wasInterrupted = false;
    signalfd_siginfo taken{};
    while (::read(m_descriptor.number(), &taken, sizeof taken) == sizeof taken) {
        if (taken.ssi_signo == SIGINT)
            wasInterrupted = true;
        else
            m_endedBy = static_cast<int>(taken.ssi_signo);
    }
    return wasInterrupted;
}

} // namespace spp::cli
