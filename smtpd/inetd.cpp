// SPDX-License-Identifier: MIT
#include "smtpd/inetd.h"

#include "core/runtime/driver.h"
#include "core/runtime/process_environment.h"
#include "core/runtime/stdio_stream.h"
#include "smtpd/certificates.h"
#include "smtpd/complain.h"
#include "smtpd/open_session.h"

#include <asio/co_spawn.hpp>
#include <asio/io_context.hpp>
#include <asio/thread_pool.hpp>

#include <unistd.h>

namespace spp::smtpd
{

namespace
{

/// As qmail's programs report a temporary failure to whoever started them.
constexpr int failureStatus = 111;

} // namespace

int runInetd(const Options& options)
{
    asio::io_context loop(1);
    asio::thread_pool disk(1);
    auto stream = runtime::StdioStream::open(loop.get_executor());
    if (!stream) {
        complain(stream.error().message);
        return failureStatus;
    }
    const auto queue = runtime::makeQueueSink(chooseQueue(options), options.home, disk,
                                              runtime::HopUse{options.hop, nullptr, complain, nullptr});
    Certificates certificates(options.home, options.clientCa);
    const auto certificate = options.dialect->hasStartTls ? certificates.current() : std::nullopt;
    runtime::HomeReader homes;
    session::Session session = openSession(options, homes,
                                           {.environment = runtime::processEnvironment(),
                                            .xclient = {},
                                            .service = Service::Mail,
                                            .id = std::to_string(::getpid()),
                                            .hasCertificate = certificate.has_value()});
    runtime::DriverParts parts{
        .stream = **stream, .queue = *queue, .tls = certificate ? &*certificate : nullptr, .complain = complain};
    runtime::Driver driver(loop.get_executor(), std::move(session), std::move(parts));
    int status = failureStatus;
    asio::co_spawn(loop, driver.run(), [&status](const std::exception_ptr& thrown, int exitStatus) {
        if (!thrown)
            status = exitStatus;
    });
    loop.run();
    return status;
}

} // namespace spp::smtpd
