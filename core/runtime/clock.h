// SPDX-License-Identifier: MIT
/// The time since a session began. Thread-safe once made.
#pragma once

#include "core/session/event.h"

#include <chrono>
#include <ctime>

namespace spp::runtime
{

class Clock
{
public:
    session::Moment now() const
    {
        const auto wall = std::chrono::system_clock::now();
        const std::time_t seconds = std::chrono::system_clock::to_time_t(wall);
        std::tm local{};
        ::localtime_r(&seconds, &local);
        return {std::chrono::steady_clock::now() - m_started, wall, std::chrono::minutes(local.tm_gmtoff / 60)};
    }

private:
    std::chrono::steady_clock::time_point m_started = std::chrono::steady_clock::now();
};

} // namespace spp::runtime
