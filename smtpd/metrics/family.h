// SPDX-License-Identifier: MIT
/// Figures as Prometheus reads them (text format 0.0.4), and as text. Values; pure.
/// Labels come from options, the home and this code, never from the network: whoever connects must not make new series.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace spp::smtpd::metrics
{

using Labels = std::vector<std::pair<std::string, std::string>>;

struct Sample
{
    std::string suffix; ///< behind the family's name: "_bucket"; usually empty
    Labels labels;
    double value = 0;
};

/// All that has one name.
struct Family
{
    enum class Kind { Counter, Gauge, Histogram };

    std::string name; ///< letters, digits, underscores; counters end in _total
    std::string about;
    Kind kind = Kind::Counter;
    std::vector<Sample> samples = {};

    void add(double value, Labels labels = {}) { samples.push_back({{}, std::move(labels), value}); }
};

std::string formatFamilies(const std::vector<Family>& families);

} // namespace spp::smtpd::metrics
