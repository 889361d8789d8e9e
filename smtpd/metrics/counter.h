// SPDX-License-Identifier: MIT
/// What is counted while the server runs. Thread-safe; adding costs one atomic addition, reading gives each figure as it is at some moment.
#pragma once

#include "smtpd/metrics/family.h"

#include <array>
#include <atomic>
#include <cstddef>
#include <map>
#include <mutex>

namespace spp::smtpd::metrics
{

class Counter
{
public:
    void add(std::uint64_t number = 1) { m_value.fetch_add(number, std::memory_order_relaxed); }
    std::uint64_t value() const { return m_value.load(std::memory_order_relaxed); }

private:
    std::atomic<std::uint64_t> m_value = 0;
};

/// How long things took.
class Histogram
{
public:
    void add(std::chrono::nanoseconds time);
    /// Its samples, with these labels.
    void addTo(Family& family, const Labels& labels = {}) const;

private:
    static constexpr std::size_t bounds = 14;

    std::array<Counter, bounds + 1> m_counts; ///< the last is beyond all bounds
    Counter m_nanoseconds;
};

/// At most so many series of one family, whatever a home's files may name over time; what comes later is counted together.
inline constexpr std::size_t mostSeries = 256;

/// Counters by a name.
class CounterTable
{
public:
    void add(std::string_view name);
    void addTo(Family& family, const std::string& label) const;

private:
    mutable std::mutex m_mutex;
    std::map<std::string, std::uint64_t, std::less<>> m_counts;
};

} // namespace spp::smtpd::metrics
