// SPDX-License-Identifier: MIT
/// The time since a session began, and the time of day. Thread-safe once made.
#pragma once

#include "core/session/event.h"

#include <chrono>
#include <ctime>
#include <optional>

namespace spp::runtime
{

class Clock
{
public:
    /// @param elapsed of a session that was under way elsewhere
    /// @param day the time of day, if it is to stand still
    explicit Clock(std::chrono::nanoseconds elapsed = {},
                   std::optional<std::chrono::system_clock::time_point> day = std::nullopt)
        : m_started(std::chrono::steady_clock::now() - elapsed), m_day(day)
    {}

    session::Moment now() const
    {
        const auto wall = m_day.value_or(std::chrono::system_clock::now());
        const std::time_t seconds = std::chrono::system_clock::to_time_t(wall);
        std::tm local{};
        ::localtime_r(&seconds, &local);
        return {std::chrono::steady_clock::now() - m_started, wall, std::chrono::minutes(local.tm_gmtoff / 60)};
    }

private:
    std::chrono::steady_clock::time_point m_started;
    std::optional<std::chrono::system_clock::time_point> m_day;
};

} // namespace spp::runtime
