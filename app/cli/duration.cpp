// SPDX-License-Identifier: MIT
#include "app/cli/duration.h"

#include "core/base/text.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

namespace spp::cli
{

namespace
{

using std::chrono::milliseconds;

constexpr std::array<std::pair<std::string_view, milliseconds>, 4> units{{{"ms", milliseconds(1)},
                                                                          {"s", std::chrono::seconds(1)},
                                                                          {"m", std::chrono::minutes(1)},
                                                                          {"h", std::chrono::hours(1)}}};
constexpr milliseconds longest = std::chrono::hours(24);

} // namespace

Result<milliseconds> parseDuration(std::string_view text)
{
    long number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    const std::string_view unit = text.substr(static_cast<std::size_t>(end - text.data()));
    const auto* found = std::ranges::find(units, unit, [](const auto& each) { return each.first; });
    if (error != std::errc() || found == units.end() || number <= 0 || number > longest / found->second)
        return fail(Fault::Configuration, "“" + text::printable(text) + "” is no time; write 500ms, 30s, 5m or 2h");
    return number * found->second;
}

} // namespace spp::cli
