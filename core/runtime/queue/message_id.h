// SPDX-License-Identifier: MIT
/// Numbers for messages that have none of their own, for the reply to the client. Thread-safe.
#pragma once

#include <chrono>
#include <cstdint>

namespace spp::runtime
{

/// Seconds and a count: short enough to be read out, and in order. No two alike in one process.
std::uint64_t nextMessageId(std::chrono::system_clock::time_point now);

} // namespace spp::runtime
