// SPDX-License-Identifier: MIT
#include "smtpd/end_signals.h"

#include <pthread.h>
#include <signal.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include <utility>

namespace spp::smtpd
{

EndSignals::EndSignals(asio::io_context& loop) : m_signals(loop)
{
    sigset_t set;
    ::sigemptyset(&set);
    ::sigaddset(&set, SIGTERM);
    ::sigaddset(&set, SIGINT);
    const int descriptor = ::signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
    std::error_code error;
    if (descriptor >= 0)
        m_signals.assign(descriptor, error);
    if (m_signals.is_open())
        ::pthread_sigmask(SIG_BLOCK, &set, nullptr);
    else if (descriptor >= 0)
        ::close(descriptor);
}

void EndSignals::await(std::function<void()> came)
{
    m_signals.async_wait(asio::posix::descriptor_base::wait_read,
                         [this, came = std::move(came)](const std::error_code& error) {
                             if (error)
                                 return;
                             signalfd_siginfo signal{};
                             const auto size = ::read(m_signals.native_handle(), &signal, sizeof signal);
                             if (size != sizeof signal)
                                 return await(came);
                             came();
                         });
}

void EndSignals::end()
{
    std::error_code ignored;
    m_signals.close(ignored);
}

} // namespace spp::smtpd
