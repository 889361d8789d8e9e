// SPDX-License-Identifier: MIT
#include "app/workbench/trace/time_axis.h"

#include <algorithm>

namespace spp::workbench
{

using std::chrono::nanoseconds;

nanoseconds tickDistance(nanoseconds atLeast)
{
    constexpr nanoseconds longest{100'000'000'000'000'000}; // three years
    for (nanoseconds decade{1}; decade < longest; decade *= 10)
        for (const int factor : {1, 2, 5})
            if (decade * factor >= atLeast)
                return decade * factor;
    return longest;
}

std::vector<nanoseconds> ticksBetween(nanoseconds from, nanoseconds to, nanoseconds distance)
{
    std::vector<nanoseconds> ticks;
    const nanoseconds start = std::max(from, nanoseconds(0));
    for (nanoseconds tick = (start + distance - nanoseconds(1)) / distance * distance; tick <= to; tick += distance)
        ticks.push_back(tick);
    return ticks;
}

QString formatTick(nanoseconds tick, nanoseconds distance)
{
    using namespace std::chrono;
    const bool inSeconds = tick >= seconds(1);
    const double unit = inSeconds ? 1e9 : 1e6;
    int digits = 0;
    for (auto shown = static_cast<double>(distance.count()) / unit; shown < 0.999 && digits < 6; shown *= 10)
        ++digits;
    const QString number = QString::number(static_cast<double>(tick.count()) / unit, 'f', digits);
    return inSeconds ? QStringLiteral("%1 s").arg(number) : QStringLiteral("%1 ms").arg(number);
}

} // namespace spp::workbench
