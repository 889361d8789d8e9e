// SPDX-License-Identifier: MIT
/// Work that blocks, such as that for a disk, on a pool of threads: no loop waits for it.
#pragma once

#include "core/base/error.h"

#include <asio/awaitable.hpp>
#include <asio/co_spawn.hpp>
#include <asio/thread_pool.hpp>
#include <asio/use_awaitable.hpp>

#include <utility>

namespace spp::runtime
{

/// Whoever waits goes on on its own executor, once the work and what it holds are gone.
template <typename Work>
asio::awaitable<Result<void>> runOn(asio::thread_pool& pool, Work work)
{
    auto task = [work = std::move(work)]() mutable -> asio::awaitable<Result<void>> {
        const Work once = std::move(work);
        co_return once();
    };
    co_return co_await asio::co_spawn(pool, std::move(task), asio::use_awaitable);
}

} // namespace spp::runtime
