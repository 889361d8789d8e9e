// SPDX-License-Identifier: MIT
/// What a queue answers as a reply to the client: its words, if it has any, or else its exit code (qmail-queue(8), "EXIT CODES"). Pure.
#pragma once

#include "core/session/dialect.h"
#include "core/session/event.h"

#include <chrono>
#include <string>

namespace spp::session
{

bool isQueued(const QueueFinished& answer);

/// The reply to the end of DATA.
std::string formatQueueReply(const QueueFinished& answer, std::chrono::system_clock::time_point now,
                             const Dialect& dialect);

} // namespace spp::session
