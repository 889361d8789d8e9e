// SPDX-License-Identifier: MIT
#include "core/debug/decimal.h"

#include <algorithm>

namespace spp::debug
{

namespace
{

/// Without needless zeros, so that equal numbers have equal parts.
struct Decimal
{
    explicit Decimal(std::string_view text)
    {
        const bool hasMinus = text.starts_with('-');
        text.remove_prefix(hasMinus ? 1 : 0);
        whole = text.substr(0, text.find('.'));
        fraction = text.substr(std::min(whole.size() + 1, text.size()));
        whole.remove_prefix(std::min(whole.find_first_not_of('0'), whole.size()));
        fraction = fraction.substr(0, fraction.find_last_not_of('0') + 1);
        isNegative = hasMinus && !(whole.empty() && fraction.empty());
    }

    bool isNegative = false;
    std::string_view whole;
    std::string_view fraction;
};

bool areDigits(std::string_view text)
{
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

} // namespace

bool isDecimal(std::string_view text)
{
    text.remove_prefix(text.starts_with('-') ? 1 : 0);
    const auto point = text.find('.');
    return areDigits(text.substr(0, point)) && (point == std::string_view::npos || areDigits(text.substr(point + 1)));
}

std::strong_ordering compareDecimals(std::string_view a, std::string_view b)
{
    Decimal x(a);
    Decimal y(b);
    if (x.isNegative != y.isNegative)
        return x.isNegative ? std::strong_ordering::less : std::strong_ordering::greater;
    if (x.isNegative)
        std::swap(x, y);
    if (x.whole.size() != y.whole.size())
        return x.whole.size() <=> y.whole.size();
    if (const auto order = x.whole <=> y.whole; order != 0)
        return order;
    return x.fraction <=> y.fraction;
}

} // namespace spp::debug
