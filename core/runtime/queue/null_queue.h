// SPDX-License-Identifier: MIT
/// Accepts messages, counts them and forgets them: for simulations and measurements. The counts may be read by
/// any thread.
#pragma once

#include "core/runtime/queue/queue_sink.h"

#include <atomic>
#include <cstdint>

namespace spp::runtime
{

class NullQueue : public QueueSink
{
public:
    /// Of finished messages only.
    struct Counts
    {
        std::atomic<std::uint64_t> messages = 0;
        std::atomic<std::uint64_t> bytes = 0;
        std::atomic<std::uint64_t> recipients = 0;
    };

    asio::awaitable<Result<std::unique_ptr<QueueMessage>>> open(const session::OpenQueue& wish) override;

    const Counts& counts() const { return m_counts; }

private:
    Counts m_counts;
};

} // namespace spp::runtime
