// SPDX-License-Identifier: MIT
#include "core/runtime/queue/maildir.h"

#include "core/runtime/queue/maildir_file.h"
#include "core/runtime/run_on.h"

#include <algorithm>

namespace spp::runtime
{

namespace
{

/// What is kept in memory before the disk is asked: most messages need it once.
constexpr std::size_t bufferSize = 64 * 1024;

/// qmail-queue(8): a write error, a full disk.
constexpr int writeError = 53;

std::string withoutControls(std::string address)
{
    std::replace_if(
        address.begin(), address.end(), [](unsigned char c) { return c < 0x20 || c == 0x7f; }, '?');
    return address;
}

std::string formatHead(const session::Envelope& envelope)
{
    std::string head = "Return-Path: <" + withoutControls(envelope.sender) + ">\n";
    for (const std::string& recipient : envelope.recipients)
        head += "Delivered-To: " + withoutControls(recipient) + "\n";
    return head;
}

/// Disk work, for the pool: after an error nothing is left on the disk.
Result<void> append(MaildirFile& file, const std::string& bytes)
{
    const auto written = file.write(bytes);
    if (!written)
        file.discard();
    return written;
}

Result<void> deliver(MaildirFile& file, const std::string& bytes)
{
    auto result = append(file, bytes);
    if (result)
        result = file.commit();
    if (!result)
        file.discard();
    return result;
}

/// The file is shared with what runs on the pool, which may outlive the message when a session is broken off.
class MaildirMessage : public QueueMessage
{
public:
    MaildirMessage(const std::string& directory, const session::Envelope& envelope, asio::thread_pool& pool)
        : m_pool(pool), m_file(std::make_shared<MaildirFile>(directory)), m_buffer(formatHead(envelope))
    {}

    asio::awaitable<void> write(std::string_view bytes) override;
    asio::awaitable<session::QueueFinished> finish() override;
    asio::awaitable<session::QueueFinished> abandon() override;

private:
    asio::thread_pool& m_pool;
    std::shared_ptr<MaildirFile> m_file;
    std::string m_buffer;
    Result<void> m_result; ///< the first error; after it nothing more is written
};

asio::awaitable<void> MaildirMessage::write(std::string_view bytes)
{
    if (!m_result)
        co_return;
    m_buffer += bytes;
    if (m_buffer.size() < bufferSize)
        co_return;
    auto work = [file = m_file, bytes = std::exchange(m_buffer, {})] { return append(*file, bytes); };
    m_result = co_await runOn(m_pool, std::move(work));
}

asio::awaitable<session::QueueFinished> MaildirMessage::finish()
{
    if (m_result) {
        auto work = [file = m_file, bytes = std::exchange(m_buffer, {})] { return deliver(*file, bytes); };
        m_result = co_await runOn(m_pool, std::move(work));
    }
    session::QueueFinished answer;
    answer.id = std::to_string(m_file->id());
    if (!m_result) {
        answer.exit.number = writeError;
        answer.exit.reason = m_result.error().message;
    }
    co_return answer;
}

asio::awaitable<session::QueueFinished> MaildirMessage::abandon()
{
    auto work = [file = m_file]() -> Result<void> {
        file->discard();
        return {};
    };
    co_await runOn(m_pool, std::move(work));
    session::QueueFinished answer;
    answer.id = std::to_string(m_file->id());
    co_return answer;
}

} // namespace

asio::awaitable<Result<std::unique_ptr<QueueMessage>>> Maildir::open(const session::OpenQueue& wish)
{
    co_return std::make_unique<MaildirMessage>(m_directory, wish.envelope, m_pool);
}

} // namespace spp::runtime
