// SPDX-License-Identifier: MIT
#include "smtpd/metrics/counter.h"

#include <algorithm>

namespace spp::smtpd::metrics
{

namespace
{

struct Bound
{
    double seconds;
    const char* written;
};

/// A plugin in C takes milliseconds, one that waits for DNS seconds, one that hangs two minutes.
constexpr std::array upperBounds{Bound{0.005, "0.005"}, Bound{0.01, "0.01"}, Bound{0.025, "0.025"}, Bound{0.05, "0.05"},
                                 Bound{0.1, "0.1"},     Bound{0.25, "0.25"}, Bound{0.5, "0.5"},     Bound{1, "1"},
                                 Bound{2.5, "2.5"},     Bound{5, "5"},       Bound{10, "10"},       Bound{30, "30"},
                                 Bound{60, "60"},       Bound{120, "120"}};

} // namespace

void Histogram::add(std::chrono::nanoseconds time)
{
    const double seconds = std::chrono::duration<double>(time).count();
    static_assert(upperBounds.size() == bounds);
    const auto place = std::find_if(upperBounds.begin(), upperBounds.end(),
                                    [&](const Bound& bound) { return seconds <= bound.seconds; });
    m_counts[static_cast<std::size_t>(place - upperBounds.begin())].add();
    m_nanoseconds.add(static_cast<std::uint64_t>(std::max<std::int64_t>(0, time.count())));
}

void Histogram::addTo(Family& family, const Labels& labels) const
{
    std::uint64_t sum = 0;
    for (std::size_t i = 0; i < m_counts.size(); ++i) {
        sum += m_counts[i].value();
        Labels withBound = labels;
        withBound.emplace_back("le", i < bounds ? upperBounds[i].written : "+Inf");
        family.samples.push_back({"_bucket", std::move(withBound), static_cast<double>(sum)});
    }
    family.samples.push_back({"_sum", labels, static_cast<double>(m_nanoseconds.value()) / 1e9});
    family.samples.push_back({"_count", labels, static_cast<double>(sum)});
}

void CounterTable::add(std::string_view name)
{
    const std::lock_guard lock(m_mutex);
    const auto found = m_counts.find(name);
    if (found != m_counts.end())
        ++found->second;
    else
        ++m_counts[m_counts.size() < mostSeries ? std::string(name) : "other"];
}

void CounterTable::addTo(Family& family, const std::string& label) const
{
    const std::lock_guard lock(m_mutex);
    for (const auto& [name, count] : m_counts)
        family.add(static_cast<double>(count), {{label, name}});
}

} // namespace spp::smtpd::metrics
