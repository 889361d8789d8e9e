// SPDX-License-Identifier: MIT
/// A server's stream to a TlsClient in the same thread: what is written is heard at once, what is read is what the client then says.
/// When it has nothing more to say, the connection ends.
#pragma once

#include "core/runtime/stream.h"
#include "tests/core/runtime/tls_client.h"

#include <asio/redirect_error.hpp>
#include <asio/steady_timer.hpp>
#include <asio/use_awaitable.hpp>

#include <algorithm>
#include <functional>
#include <limits>
#include <string>

namespace spp::test
{

class Wire : public runtime::Stream
{
public:
    explicit Wire(TlsClient& client) : m_client(client) {}

    std::size_t chunk = std::numeric_limits<std::size_t>::max(); ///< most bytes that one read gives
    std::size_t left = std::numeric_limits<std::size_t>::max();  ///< bytes until the connection is cut
    std::string first;                                           ///< comes before what the client says
    std::error_code writeError;
    std::function<void()> onRead; ///< called before a read gives anything
    bool cancelled = false;
    bool closed = false;
    std::size_t given = 0;              ///< bytes read so far
    asio::steady_timer* hold = nullptr; ///< writes wait for it
    std::size_t writes = 0;
    std::size_t pendingWrites = 0;
    std::size_t mostPendingWrites = 0;
    std::size_t largestWrite = 0;

    asio::awaitable<runtime::IoResult> read(std::span<char> buffer) override
    {
        if (m_said.empty())
            m_said = first.empty() ? m_client.talk() : std::exchange(first, {});
        const std::size_t size = std::min({m_said.size(), chunk, left, buffer.size()});
        m_said.copy(buffer.data(), size);
        m_said.erase(0, size);
        left -= size;
        given += size;
        if (onRead)
            onRead();
        co_return runtime::IoResult{{}, size};
    }

    asio::awaitable<std::error_code> write(std::string_view bytes) override
    {
        ++writes;
        largestWrite = std::max(largestWrite, bytes.size());
        mostPendingWrites = std::max(mostPendingWrites, ++pendingWrites);
        if (hold != nullptr) {
            std::error_code released;
            co_await hold->async_wait(asio::redirect_error(asio::use_awaitable, released));
        }
        --pendingWrites;
        if (!writeError)
            m_client.hear(bytes);
        co_return writeError;
    }

    void cancel() override { cancelled = true; }
    void close() override { closed = true; }

private:
    TlsClient& m_client;
    std::string m_said;
};

} // namespace spp::test
