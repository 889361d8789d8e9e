// SPDX-License-Identifier: MIT
/// Runs coroutines to their end, or the test program aborts after half a minute.
#pragma once

#include <asio/awaitable.hpp>
#include <asio/co_spawn.hpp>
#include <asio/io_context.hpp>

#include <QtGlobal>

#include <chrono>
#include <exception>
#include <optional>
#include <utility>

namespace spp::test
{

class Loop
{
public:
    asio::io_context& context() { return m_context; }
    asio::io_context::executor_type executor() { return m_context.get_executor(); }

    template <typename T>
    T run(asio::awaitable<T> work)
    {
        std::optional<T> result;
        asio::co_spawn(m_context, std::move(work), [&](const std::exception_ptr& thrown, T value) {
            if (thrown)
                std::rethrow_exception(thrown);
            result = std::move(value);
        });
        runUntil([&] { return result.has_value(); });
        return std::move(*result);
    }

    void run(asio::awaitable<void> work)
    {
        bool done = false;
        asio::co_spawn(m_context, std::move(work), [&](const std::exception_ptr& thrown) {
            if (thrown)
                std::rethrow_exception(thrown);
            done = true;
        });
        runUntil([&] { return done; });
    }

    template <typename Condition>
    void runUntil(Condition condition)
    {
        const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(30);
        m_context.restart();
        while (!condition())
            if (m_context.run_one_until(deadline) == 0)
                qFatal("the loop has nothing to do, or time is over, and the test still waits");
    }

private:
    asio::io_context m_context;
};

} // namespace spp::test
