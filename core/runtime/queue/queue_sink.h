// SPDX-License-Identifier: MIT
/// Where accepted messages go. A sink serves many sessions at once; a message belongs to one session.
#pragma once

#include "core/base/error.h"
#include "core/session/event.h"
#include "core/session/wish.h"

#include <asio/awaitable.hpp>

#include <memory>
#include <string_view>

namespace spp::runtime
{

/// One message on its way. Calls follow one another: none while another is awaited. Destroyed without finish(), nothing of
/// it is kept. Must not outlive its sink.
class QueueMessage
{
public:
    virtual ~QueueMessage() = default;

    /// A part of the message; a failure is remembered and told at the end.
    virtual asio::awaitable<void> write(std::string_view bytes) = 0;
    /// Makes the message safe; it is so if and only if the answer says exit 0 and no failed write.
    virtual asio::awaitable<session::QueueFinished> finish() = 0;
    /// Nobody waits for the answer any more: what finish() waits for of others ends soon, with a failure. While finish() is awaited, or before. A sink that
    /// waits for its disk alone need not heed it.
    virtual void cut() {}
    /// Keeps nothing.
    virtual asio::awaitable<session::QueueFinished> abandon() = 0;
};

class QueueSink
{
public:
    virtual ~QueueSink() = default;

    /// The wish must live until the answer. Thread-safe.
    virtual asio::awaitable<Result<std::unique_ptr<QueueMessage>>> open(const session::OpenQueue& wish) = 0;
};

} // namespace spp::runtime
