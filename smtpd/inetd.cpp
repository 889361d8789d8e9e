// SPDX-License-Identifier: MIT
#include "smtpd/inetd.h"

#include "core/runtime/driver.h"
#include "core/runtime/process_environment.h"
#include "core/runtime/stdio_stream.h"
#include "smtpd/open_session.h"

#include <asio/co_spawn.hpp>
#include <asio/io_context.hpp>
#include <asio/thread_pool.hpp>

#include <unistd.h>

#include <iostream>

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
        std::cerr << "spp-smtpd: " << stream.error().message << std::endl;
        return failureStatus;
    }
    const auto queue = runtime::makeQueueSink(chooseQueue(options), options.home, disk);
    const auto certificate = readCertificate(options);
    session::Session session =
        openSession(options, runtime::processEnvironment(), std::to_string(::getpid()), certificate.has_value());
    runtime::DriverParts parts{**stream, *queue, certificate ? &*certificate : nullptr, nullptr, nullptr, nullptr,
                               complain, {}};
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
