// SPDX-License-Identifier: MIT
/// Reading and writing on Asio's sockets and descriptors, with errors as values. Other work of the loop gets its turn in
/// between, however much there is to read.
#pragma once

#include "core/runtime/descriptor.h"
#include "core/runtime/stream.h"

#include <asio/buffer.hpp>
#include <asio/error.hpp>
#include <asio/posix/stream_descriptor.hpp>
#include <asio/redirect_error.hpp>
#include <asio/use_awaitable.hpp>
#include <asio/write.hpp>

namespace spp::runtime
{

/// Of what was never opened Asio knows too little to cancel a read: it must not begin.
template <typename AsyncStream>
asio::awaitable<IoResult> readSome(AsyncStream& stream, std::span<char> buffer)
{
    IoResult result;
    if (!stream.is_open()) {
        result.error = asio::error::bad_descriptor;
        co_return result;
    }
    const auto into = asio::buffer(buffer.data(), buffer.size());
    result.size = co_await stream.async_read_some(into, asio::redirect_error(asio::use_awaitable, result.error));
    if (result.error == asio::error::eof)
        result.error.clear();
    co_return result;
}

template <typename AsyncStream>
asio::awaitable<std::error_code> writeAll(AsyncStream& stream, std::string_view bytes)
{
    std::error_code error;
    const auto from = asio::buffer(bytes.data(), bytes.size());
    co_await asio::async_write(stream, from, asio::redirect_error(asio::use_awaitable, error));
    co_return error;
}

/// Takes a descriptor over into the loop.
inline std::error_code adopt(asio::posix::stream_descriptor& into, Descriptor descriptor)
{
    std::error_code error;
    into.assign(descriptor.number(), error);
    if (!error)
        descriptor.release();
    return error;
}

} // namespace spp::runtime
