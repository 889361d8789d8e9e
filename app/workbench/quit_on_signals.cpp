// SPDX-License-Identifier: MIT
#include "app/workbench/quit_on_signals.h"

#include <QCoreApplication>
#include <QSocketNotifier>

#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

namespace spp::workbench
{

namespace
{

/// Written to by the handler, which may do little else.
int signalPipe = -1;

void tellOfSignal(int)
{
    [[maybe_unused]] const auto written = ::write(signalPipe, "", 1);
}

} // namespace

void quitOnSignals()
{
    int ends[2] = {-1, -1};
    if (::pipe2(ends, O_CLOEXEC | O_NONBLOCK) != 0)
        return; // signals end it as they did before
    signalPipe = ends[1];
    auto* told = new QSocketNotifier(ends[0], QSocketNotifier::Read, QCoreApplication::instance());
    QObject::connect(told, &QSocketNotifier::activated, QCoreApplication::instance(), [told] {
        told->setEnabled(false);
        QCoreApplication::quit();
    });
    struct sigaction action
    {};
    action.sa_handler = tellOfSignal;
    action.sa_flags = static_cast<int>(SA_RESTART | SA_RESETHAND);
    for (const int signal : {SIGINT, SIGTERM, SIGHUP})
        ::sigaction(signal, &action, nullptr);
}

} // namespace spp::workbench
