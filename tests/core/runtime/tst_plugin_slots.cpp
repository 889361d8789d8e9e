// SPDX-License-Identifier: MIT
/// So many at once, over several threads; who waits comes in the order of asking, and may give up.
#include "core/runtime/plugin_slots.h"
#include "tests/core/runtime/loop.h"

#include <asio/detached.hpp>
#include <asio/experimental/awaitable_operators.hpp>
#include <asio/post.hpp>

#include <QTest>

#include <atomic>
#include <list>
#include <thread>
#include <vector>

using namespace spp;
using namespace spp::test;
using runtime::PluginSlots;

class TestPluginSlots : public QObject
{
    Q_OBJECT

private slots:
    void whoWaitsComesInTheOrderOfAsking()
    {
        Loop loop;
        PluginSlots places(1);
        std::vector<int> order;
        auto first = loop.run(places.take());
        QVERIFY(first.has_value());
        for (int i = 0; i < 3; ++i)
            asio::co_spawn(
                loop.context(),
                [&, i]() -> asio::awaitable<void> {
                    const auto slot = co_await places.take();
                    order.push_back(slot ? i : -1);
                },
                asio::detached);
        loop.runUntil([&] { return places.waiting() == 3; });
        QVERIFY(order.empty());
        first.reset();
        loop.runUntil([&] { return order.size() == 3; });
        QCOMPARE(order, (std::vector<int>{0, 1, 2}));
        QVERIFY(loop.run(places.take()).has_value());
    }

    void whoGivesUpLeavesTheLine()
    {
        using namespace asio::experimental::awaitable_operators;
        Loop loop;
        PluginSlots places(1);
        auto first = loop.run(places.take());
        const auto waitABit = [](asio::io_context& context) -> asio::awaitable<void> {
            asio::steady_timer timer(context, std::chrono::milliseconds(1));
            co_await timer.async_wait(asio::use_awaitable);
        };
        const auto giveUp = [&]() -> asio::awaitable<bool> {
            const auto taken = co_await (places.take() || waitABit(loop.context()));
            co_return taken.index() == 1;
        };
        QVERIFY(loop.run(giveUp()));
        QCOMPARE(places.waiting(), 0U);
        first.reset();
        QVERIFY(loop.run(places.take()).has_value());
    }

    void neverMoreAtOnceOverManyThreads()
    {
        constexpr int most = 3;
        constexpr int threads = 4;
        constexpr int each = 200;
        PluginSlots places(most);
        std::atomic<int> now = 0;
        std::atomic<int> seen = 0;
        std::atomic<int> done = 0;
        const auto work = [&](asio::io_context& context) -> asio::awaitable<void> {
            for (int i = 0; i < each; ++i) {
                const auto slot = co_await places.take();
                seen = std::max<int>(seen, ++now);
                co_await asio::post(context, asio::use_awaitable);
                --now;
            }
            ++done;
        };
        std::list<asio::io_context> contexts;
        std::vector<std::thread> running;
        for (int i = 0; i < threads; ++i) {
            asio::io_context& context = contexts.emplace_back(1);
            for (int j = 0; j < 3; ++j)
                asio::co_spawn(context, work(context), asio::detached);
            running.emplace_back([&context] { context.run(); });
        }
        for (std::thread& thread : running)
            thread.join();
        QCOMPARE(int(done), threads * 3);
        QVERIFY(seen <= most);
    }
};

QTEST_GUILESS_MAIN(TestPluginSlots)
#include "tst_plugin_slots.moc"
