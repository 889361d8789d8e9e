// SPDX-License-Identifier: MIT
/// spp-smtpd: one session below tcpserver, or a server of its own with --listen.
#include "core/runtime/process.h"
#include "smtpd/complain.h"
#include "smtpd/inetd.h"
#include "smtpd/options.h"
#include "smtpd/server.h"

#include <fcntl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <iostream>

namespace
{

using namespace spp;

constexpr int failureStatus = 111;

/// The number of a standard descriptor that is not open would be taken by the loop or a socket, and then read or logged to.
void openMissingDescriptors()
{
    int number = -1;
    do {
        number = ::open("/dev/null", O_RDWR);
    } while (number >= 0 && number <= STDERR_FILENO);
    ::close(number);
}

/// Each session has a socket, and pipes while a plugin runs: as many as the system lets us have. (Plugins have a limit of their own.)
void allowManyFiles(const smtpd::Options& options)
{
    constexpr rlim_t besides = 64; // listeners, the loops' own, rules, a certificate …
    constexpr rlim_t perPlugin = 3;
    rlimit files{};
    if (::getrlimit(RLIMIT_NOFILE, &files) != 0)
        return;
    files.rlim_cur = files.rlim_max;
    ::setrlimit(RLIMIT_NOFILE, &files);
    const rlim_t wanted = options.admission.sessions + perPlugin * options.maxPlugins + besides;
    if (wanted > files.rlim_max)
        smtpd::complain("only " + std::to_string(files.rlim_max) + " files may be open, but sessions and plugins " +
                        "(--max-sessions, --max-plugins) may want " + std::to_string(wanted) +
                        "; raise LimitNOFILE, or ulimit -n");
}

int serve(const smtpd::Options& options)
{
    allowManyFiles(options);
    smtpd::Server server(options);
    if (const auto listening = server.listen(); !listening) {
        smtpd::complain(listening.error().message);
        return failureStatus;
    }
    for (const std::string& place : server.listening())
        smtpd::complain("listening on " + place);
    server.run();
    return 0;
}

} // namespace

int main(int argc, char** argv)
{
    openMissingDescriptors();
    runtime::prepareSignals();
    const auto parsed = smtpd::parseOptions(argc, argv);
    if (const auto* finished = std::get_if<smtpd::Finished>(&parsed)) {
        (finished->exitStatus == 0 ? std::cout : std::cerr) << finished->text;
        return finished->exitStatus;
    }
    const auto& options = std::get<smtpd::Options>(parsed);
    if (!options.passwordProgram.empty() && options.dialect->auth.offer == session::AuthTraits::Offer::Never)
        smtpd::complain("the dialect " + std::string(options.dialect->name) + " has no AUTH; " +
                        options.passwordProgram.front() + " is not used");
    return options.isServer() ? serve(options) : smtpd::runInetd(options);
}
