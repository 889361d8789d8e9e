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
        return {std::chrono::steady_clock::now() - m_started, wall, zoneAt(std::chrono::system_clock::to_time_t(wall))};
    }

private:
    /// Zones change at full minutes, and sessions ask many times in each.
    static std::chrono::minutes zoneAt(std::time_t seconds)
    {
        thread_local std::optional<std::time_t> minute;
        thread_local std::chrono::minutes zone;
        if (seconds / 60 != minute) {
            std::tm local{};
            ::localtime_r(&seconds, &local);
            minute = seconds / 60;
            zone = std::chrono::minutes(local.tm_gmtoff / 60);
        }
        return zone;
    }

    std::chrono::steady_clock::time_point m_started;
    std::optional<std::chrono::system_clock::time_point> m_day;
};

} // namespace spp::runtime
