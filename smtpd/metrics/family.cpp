// SPDX-License-Identifier: MIT
#include "smtpd/metrics/family.h"

#include <array>
#include <charconv>
#include <cmath>

namespace spp::smtpd::metrics
{

namespace
{

std::string_view formatKind(Family::Kind kind)
{
    switch (kind) {
    case Family::Kind::Counter: return "counter";
    case Family::Kind::Gauge: return "gauge";
    case Family::Kind::Histogram: return "histogram";
    }
    return {};
}

/// As short as it can be read back.
void appendNumber(std::string& text, double value)
{
    if (!std::isfinite(value)) {
        text += std::isnan(value) ? "NaN" : value > 0 ? "+Inf" : "-Inf";
        return;
    }
    std::array<char, 32> digits;
    // Whole numbers without an exponent, as people like to read counters.
    constexpr double largestWhole = 1e15;
    const bool isWhole = value == std::trunc(value) && std::abs(value) < largestWhole;
    const auto end = isWhole
                         ? std::to_chars(digits.data(), digits.data() + digits.size(), static_cast<long long>(value))
                         : std::to_chars(digits.data(), digits.data() + digits.size(), value);
    text.append(digits.data(), end.ptr);
}

/// What would end a line, or a label.
void appendEscaped(std::string& text, std::string_view words, bool inQuotes)
{
    for (const char c : words) {
        if (c == '\\')
            text += "\\\\";
        else if (c == '\n')
            text += "\\n";
        else if (c == '"' && inQuotes)
            text += "\\\"";
        else
            text += c;
    }
}

void appendLabels(std::string& text, const Labels& labels)
{
    if (labels.empty())
        return;
    text += '{';
    for (const auto& [name, value] : labels) {
        if (text.back() != '{')
            text += ',';
        text += name;
        text += "=\"";
        appendEscaped(text, value, true);
        text += '"';
    }
    text += '}';
}

} // namespace

std::string formatFamilies(const std::vector<Family>& families)
{
    std::string text;
    for (const Family& family : families) {
        text += "# HELP " + family.name + ' ';
        appendEscaped(text, family.about, false);
        text += "\n# TYPE " + family.name + ' ';
        text += formatKind(family.kind);
        text += '\n';
        for (const Sample& sample : family.samples) {
            text += family.name;
            text += sample.suffix;
            appendLabels(text, sample.labels);
            text += ' ';
            appendNumber(text, sample.value);
            text += '\n';
        }
    }
    return text;
}

} // namespace spp::smtpd::metrics
