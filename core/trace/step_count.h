// SPDX-License-Identifier: MIT
/// Counts the steps that a session's records make, for who does not keep them: the number that a Timeline of the same records has.
/// A value; not thread-safe.
#pragma once

#include "core/trace/record.h"

#include <cstddef>

namespace spp::trace
{

class StepCount
{
public:
    /// @param steps that there were before the first record
    explicit StepCount(std::size_t steps = 0) : m_steps(steps) {}

    /// @return how many steps have begun
    std::size_t add(const Record& record);

private:
    std::size_t m_steps;
    bool m_isInMessage = false;
};

} // namespace spp::trace
