// SPDX-License-Identifier: MIT
#include "smtpd/passed_sockets.h"

#include "core/base/text.h"

#include <fcntl.h>
#include <unistd.h>

#include <cstdlib>

namespace spp::smtpd
{

namespace
{

constexpr int firstDescriptor = 3;
constexpr unsigned long mostSockets = 256;

std::optional<std::string> variable(const char* name)
{
    const char* value = std::getenv(name);
    return value != nullptr ? std::optional<std::string>(value) : std::nullopt;
}

} // namespace

Result<std::vector<PassedSocket>> parsePassedSockets(const PassedWords& words, long processId)
{
    const auto process = text::leadingNumber(words.process.value_or(""));
    const auto count = text::leadingNumber(words.count.value_or(""));
    if (!process || static_cast<long>(*process) != processId || !count || *count == 0 || *count > mostSockets)
        return fail(Fault::Configuration,
                    "--listen systemd: no sockets were handed over (LISTEN_PID, LISTEN_FDS); is there a .socket unit "
                    "of this service, and was it started by that?");
    std::vector<PassedSocket> sockets;
    std::string_view names = words.names;
    for (unsigned long i = 0; i < *count; ++i) {
        const auto end = names.find(':');
        const auto service = parseService(names.substr(0, end));
        sockets.push_back({firstDescriptor + static_cast<int>(i), service ? std::optional(*service) : std::nullopt});
        names = end == std::string_view::npos ? std::string_view() : names.substr(end + 1);
    }
    return sockets;
}

Result<std::vector<PassedSocket>> takePassedSockets()
{
    auto sockets = parsePassedSockets(
        {variable("LISTEN_PID"), variable("LISTEN_FDS"), variable("LISTEN_FDNAMES").value_or("")}, ::getpid());
    for (const char* name : {"LISTEN_PID", "LISTEN_FDS", "LISTEN_FDNAMES"})
        ::unsetenv(name);
    if (sockets)
        for (const PassedSocket& each : *sockets)
            ::fcntl(each.descriptor, F_SETFD, FD_CLOEXEC);
    return sockets;
}

} // namespace spp::smtpd
