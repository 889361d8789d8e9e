// SPDX-License-Identifier: MIT
/// The choice of a queue as it is written in options: "qmail-queue", "maildir:DIR" or "none".
#pragma once

#include "core/runtime/queue/queue_sink.h"

#include <asio/thread_pool.hpp>

#include <memory>
#include <string>
#include <string_view>

namespace spp::runtime
{

struct QueueSpec
{
    enum class Kind { QmailQueue, Maildir, None };
    Kind kind = Kind::QmailQueue;
    std::string directory; ///< of a Maildir; relative to the working directory of this process

    bool operator==(const QueueSpec&) const = default;
};

Result<QueueSpec> parseQueueSpec(std::string_view text);

/// @param home where qmail-queue runs  @param pool for disk work; see Maildir on its lifetime
std::unique_ptr<QueueSink> makeQueueSink(const QueueSpec& spec, const std::string& home, asio::thread_pool& pool);

} // namespace spp::runtime
