// SPDX-License-Identifier: MIT
/// The way to and from a client: bytes in, bytes out, whatever carries them.
/// One read and one write may be pending at a time. Everything runs on the stream's executor: not thread-safe.
#pragma once

#include <asio/awaitable.hpp>

#include <cstddef>
#include <span>
#include <string_view>
#include <system_error>

namespace spp::runtime
{

struct IoResult
{
    std::error_code error;
    std::size_t size = 0;

    /// The other side will send nothing more.
    bool ended() const { return !error && size == 0; }
};

class Stream
{
public:
    virtual ~Stream() = default;

    /// What has come, as soon as something has; the buffer must not be empty and must live until then.
    virtual asio::awaitable<IoResult> read(std::span<char> buffer) = 0;
    /// Everything, or an error; the bytes must live until then.
    virtual asio::awaitable<std::error_code> write(std::string_view bytes) = 0;
    /// Pending reads and writes end with operation_aborted; later ones are not touched.
    virtual void cancel() = 0;
    /// The other side sees the end; what is pending ends with operation_aborted.
    virtual void close() = 0;
};

} // namespace spp::runtime
