// SPDX-License-Identifier: MIT
/// The choice of a queue as it is written in options: "qmail-queue", "maildir:DIR", a hop (hop.h) or "none".
#pragma once

#include "core/runtime/queue/hop.h"
#include "core/runtime/queue/queue_sink.h"

#include <asio/thread_pool.hpp>

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace spp::runtime
{

struct QueueSpec
{
    enum class Kind { QmailQueue, Maildir, NextHop, None };
    Kind kind = Kind::QmailQueue;
    std::string directory;                 ///< of a Maildir; relative to the working directory of this process
    std::optional<Hop> hop = std::nullopt; ///< of that kind

    bool operator==(const QueueSpec&) const = default;
};

Result<QueueSpec> parseQueueSpec(std::string_view text);

/// @param home where qmail-queue runs, and whose name a hop is told  @param pool for disk work; see Maildir and NextHop on lifetimes
std::unique_ptr<QueueSink> makeQueueSink(const QueueSpec& spec, const std::string& home, asio::thread_pool& pool,
                                         HopUse use = {});

} // namespace spp::runtime
