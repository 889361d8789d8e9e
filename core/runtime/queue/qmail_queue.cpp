// SPDX-License-Identifier: MIT
#include "core/runtime/queue/qmail_queue.h"

#include "core/base/text.h"
#include "core/runtime/io.h"
#include "core/runtime/process.h"

#include <asio/posix/stream_descriptor.hpp>
#include <asio/this_coro.hpp>

#include <csignal>

namespace spp::runtime
{

namespace
{

/// F sender, T recipient …, each ended by NUL, and one more NUL. An address ends at a NUL of its own: it must not add
/// recipients.
std::string formatEnvelope(const session::Envelope& envelope)
{
    std::string bytes = "F";
    bytes += text::untilNul(envelope.sender);
    bytes += '\0';
    for (const std::string& recipient : envelope.recipients) {
        bytes += 'T';
        bytes += text::untilNul(recipient);
        bytes += '\0';
    }
    bytes += '\0';
    return bytes;
}

class QmailMessage : public QueueMessage
{
public:
    QmailMessage(const asio::any_io_executor& executor, const session::Envelope& envelope)
        : m_message(executor), m_envelope(executor), m_envelopeBytes(formatEnvelope(envelope))
    {}

    Result<void> start(const asio::any_io_executor& executor, const session::OpenQueue& wish, const std::string& home);

    asio::awaitable<void> write(std::string_view bytes) override { return writeTo(m_message, bytes); }
    asio::awaitable<session::QueueFinished> finish() override;
    asio::awaitable<session::QueueFinished> abandon() override;
    void cut() override;

private:
    asio::awaitable<void> writeTo(asio::posix::stream_descriptor& pipe, std::string_view bytes);
    asio::awaitable<session::QueueFinished> answer();

    asio::posix::stream_descriptor m_message;
    asio::posix::stream_descriptor m_envelope;
    std::string m_envelopeBytes;
    std::unique_ptr<Process> m_process;
    plugin::Exit m_couldNotRun; ///< why there is no process
    bool m_writeFailed = false;
};

void close(asio::posix::stream_descriptor& pipe)
{
    std::error_code ignored;
    pipe.close(ignored);
}

Result<void> QmailMessage::start(const asio::any_io_executor& executor, const session::OpenQueue& wish,
                                 const std::string& home)
{
    auto message = openPipe();
    if (!message)
        return tl::unexpected<Error>(message.error());
    auto envelope = openPipe();
    if (!envelope)
        return tl::unexpected<Error>(envelope.error());
    for (const auto& [into, pipe] : {std::pair(&m_message, &*message), std::pair(&m_envelope, &*envelope)})
        if (const auto error = adopt(*into, std::move(pipe->writeEnd)))
            return fail(Fault::Internal, "no pipe to the queue can be used: " + error.message());

    ProcessSpec spec;
    spec.program = wish.program;
    spec.arguments = {wish.program};
    spec.environment = wish.environment.entries();
    spec.directory = home;
    spec.handed = {{message->readEnd.number(), 0}, {envelope->readEnd.number(), 1}};
    auto process = Process::start(executor, spec);
    if (process)
        m_process = std::move(*process);
    else
        m_couldNotRun = process.error();
    return {};
}

asio::awaitable<void> QmailMessage::writeTo(asio::posix::stream_descriptor& pipe, std::string_view bytes)
{
    if (m_writeFailed)
        co_return;
    const std::error_code error = co_await writeAll(pipe, bytes);
    m_writeFailed = static_cast<bool>(error);
}

asio::awaitable<session::QueueFinished> QmailMessage::finish()
{
    close(m_message);
    co_await writeTo(m_envelope, m_envelopeBytes);
    close(m_envelope);
    co_return co_await answer();
}

/// Without an envelope the program queues nothing.
asio::awaitable<session::QueueFinished> QmailMessage::abandon()
{
    close(m_message);
    close(m_envelope);
    co_return co_await answer();
}

/// The program may hang, or not read. Killed before it said that all is well, it has not promised anything.
void QmailMessage::cut()
{
    if (m_process)
        m_process->kill(SIGKILL);
}

asio::awaitable<session::QueueFinished> QmailMessage::answer()
{
    session::QueueFinished answer;
    answer.writeFailed = m_writeFailed;
    answer.exit = m_couldNotRun;
    if (m_process) {
        answer.id = std::to_string(m_process->id());
        const ProcessEnd end = co_await m_process->wait();
        answer.exit = end.exit;
    }
    co_return answer;
}

} // namespace

asio::awaitable<Result<std::unique_ptr<QueueMessage>>> QmailQueue::open(const session::OpenQueue& wish)
{
    const asio::any_io_executor executor = co_await asio::this_coro::executor;
    auto message = std::make_unique<QmailMessage>(executor, wish.envelope);
    const auto started = message->start(executor, wish, m_home);
    if (!started)
        co_return tl::unexpected<Error>(started.error());
    co_return message;
}

} // namespace spp::runtime
