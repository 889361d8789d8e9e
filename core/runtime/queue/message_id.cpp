// SPDX-License-Identifier: MIT
#include "core/runtime/queue/message_id.h"

#include <atomic>

namespace spp::runtime
{

std::uint64_t nextMessageId(std::chrono::system_clock::time_point now)
{
    static std::atomic<std::uint64_t> count = 0;
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(now.time_since_epoch()).count();
    return static_cast<std::uint64_t>(seconds) * 1'000'000 + ++count % 1'000'000;
}

} // namespace spp::runtime
