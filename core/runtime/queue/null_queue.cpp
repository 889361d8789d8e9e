// SPDX-License-Identifier: MIT
#include "core/runtime/queue/null_queue.h"

#include <string>

namespace spp::runtime
{

namespace
{

class NullMessage : public QueueMessage
{
public:
    NullMessage(NullQueue::Counts& counts, std::size_t recipients) : m_counts(counts), m_recipients(recipients) {}

    asio::awaitable<void> write(std::string_view bytes) override
    {
        m_size += bytes.size();
        co_return;
    }

    asio::awaitable<session::QueueFinished> finish() override
    {
        m_counts.bytes += m_size;
        m_counts.recipients += m_recipients;
        session::QueueFinished answer;
        answer.id = std::to_string(++m_counts.messages);
        co_return answer;
    }

    asio::awaitable<session::QueueFinished> abandon() override
    {
        session::QueueFinished answer;
        co_return answer;
    }

private:
    NullQueue::Counts& m_counts;
    std::uint64_t m_recipients;
    std::uint64_t m_size = 0;
};

} // namespace

asio::awaitable<Result<std::unique_ptr<QueueMessage>>> NullQueue::open(const session::OpenQueue& wish)
{
    co_return std::make_unique<NullMessage>(m_counts, wish.envelope.recipients.size());
}

} // namespace spp::runtime
