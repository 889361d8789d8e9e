// SPDX-License-Identifier: MIT
/// Hands messages to another server by LMTP (RFC 2033) or SMTP (RFC 5321): Dovecot, Postfix, another qmail. A message is safe once
/// that server has said so.
///
/// The message is spooled until it is whole, in memory or a temporary file (spool.h), and only then a connection is used: a slow client
/// holds none, its size is known for SIZE, and a kept connection that turns out dead is replaced without anybody's notice. What that costs
/// is that the message is sent behind the client's last dot, at the speed of a local network.
///
/// Connections are made, kept and used on one thread of the sink's own, with one pool for all: open() and messages may be
/// used on any loop. Destroying the sink ends what is under way; stop the loops first, and destroy them after it.
#pragma once

#include "core/runtime/queue/hop.h"
#include "core/runtime/queue/queue_sink.h"

#include <asio/executor_work_guard.hpp>
#include <asio/io_context.hpp>
#include <asio/thread_pool.hpp>

#include <memory>
#include <string>
#include <thread>

namespace spp::runtime
{

class HopPool;

class NextHop : public QueueSink
{
public:
    /// @param home its control/helohost, or control/me, is the name that the hop is told  @param disk for the spool
    NextHop(Hop hop, std::string home, asio::thread_pool& disk, HopUse use = {});
    ~NextHop() override;

    /// Always succeeds: what is wrong with the hop is told at the end.
    asio::awaitable<Result<std::unique_ptr<QueueMessage>>> open(const session::OpenQueue& wish) override;

private:
    std::string m_home;
    asio::thread_pool& m_disk;
    asio::io_context m_loop;
    asio::executor_work_guard<asio::io_context::executor_type> m_work;
    std::shared_ptr<HopPool> m_pool;
    std::jthread m_thread;
};

} // namespace spp::runtime
