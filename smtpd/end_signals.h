// SPDX-License-Identifier: MIT
/// SIGTERM and SIGINT as events of a loop. They are blocked in the thread that makes this, and in those that it makes later, so that no
/// thread is interrupted anywhere; what it starts with a mask of its own does not inherit that. Used on the loop's thread only.
/// Source: signalfd(2).
#pragma once

#include <asio/io_context.hpp>
#include <asio/posix/stream_descriptor.hpp>

#include <functional>

namespace spp::smtpd
{

class EndSignals
{
public:
    /// Without a descriptor the signals keep their own meaning: they end the process.
    explicit EndSignals(asio::io_context& loop);

    /// Calls back when the next one comes; never after end().
    void await(std::function<void()> came);
    void end();

private:
    asio::posix::stream_descriptor m_signals;
};

} // namespace spp::smtpd
