// SPDX-License-Identifier: MIT
/// The time since a session began. Thread-safe once made.
#pragma once

#include "core/session/event.h"

#include <chrono>

namespace spp::runtime
{

class Clock
{
public:
    session::Moment now() const
    {
        return {std::chrono::steady_clock::now() - m_started, std::chrono::system_clock::now()};
    }

private:
    std::chrono::steady_clock::time_point m_started = std::chrono::steady_clock::now();
};

} // namespace spp::runtime
