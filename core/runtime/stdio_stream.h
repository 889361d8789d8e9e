// SPDX-License-Identifier: MIT
/// A client on two descriptors, as inetd, tcpserver or a shell hand them over: one socket on both, pipes, a terminal, or
/// files (which never wait). The descriptors are borrowed and stay open; they are made non-blocking meanwhile, and put
/// back as they were at the end, because a terminal is shared with the shell. Used on its executor only.
#pragma once

#include "core/base/error.h"
#include "core/runtime/stream.h"

#include <asio/any_io_executor.hpp>
#include <asio/posix/stream_descriptor.hpp>

#include <memory>

namespace spp::runtime
{

class StdioStream : public Stream
{
    struct Private
    {
        explicit Private() = default;
    };

public:
    /// Fails if a descriptor is not open.
    static Result<std::unique_ptr<StdioStream>> open(const asio::any_io_executor& executor, int input = 0,
                                                     int output = 1);
    StdioStream(Private, const asio::any_io_executor& executor);
    ~StdioStream() override;
    StdioStream(const StdioStream&) = delete;
    StdioStream& operator=(const StdioStream&) = delete;

    asio::awaitable<IoResult> read(std::span<char> buffer) override;
    asio::awaitable<std::error_code> write(std::string_view bytes) override;
    void cancel() override;
    /// Shuts a socket down; the reader of a pipe sees the end when the process ends.
    void close() override;

private:
    /// A duplicate of a borrowed descriptor, and the flags to put back.
    struct Side
    {
        asio::posix::stream_descriptor duplicate;
        int borrowed = -1;
        int flags = 0;

        std::error_code attach(int number);
        void restore() const;
    };

    Side m_input;
    Side m_output;
};

} // namespace spp::runtime
