// SPDX-License-Identifier: MIT
/// Hands messages to qmail-queue, or to the program that took its place: the message on its descriptor 0, then the envelope
/// on its descriptor 1, its answer by exit code. Its log is this process's. Source: qmail-queue(8).
#pragma once

#include "core/runtime/queue/queue_sink.h"

#include <string>

namespace spp::runtime
{

class QmailQueue : public QueueSink
{
public:
    /// @param home working directory of the program, and where a relative path of it begins
    explicit QmailQueue(std::string home) : m_home(std::move(home)) {}

    /// Succeeds even if the program can't be run: finish() tells so, as exit 120.
    asio::awaitable<Result<std::unique_ptr<QueueMessage>>> open(const session::OpenQueue& wish) override;

private:
    std::string m_home;
};

} // namespace spp::runtime
