// SPDX-License-Identifier: MIT
/// Delivers messages into a Maildir: the default where no qmail is installed. The message stands below a Return-Path line and
/// a Delivered-To line for each recipient. Disk work runs on a pool, so that the loop never waits for a disk.
/// Lifetimes: stop the loop first, then destroy the pool, then the loop and this. Source: maildir(5).
#pragma once

#include "core/runtime/queue/queue_sink.h"

#include <asio/thread_pool.hpp>

#include <string>

namespace spp::runtime
{

class Maildir : public QueueSink
{
public:
    /// @param directory made, with its tmp, new and cur, when the first message comes
    Maildir(std::string directory, asio::thread_pool& pool) : m_directory(std::move(directory)), m_pool(pool) {}

    asio::awaitable<Result<std::unique_ptr<QueueMessage>>> open(const session::OpenQueue& wish) override;

private:
    std::string m_directory;
    asio::thread_pool& m_pool;
};

} // namespace spp::runtime
