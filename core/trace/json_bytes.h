// SPDX-License-Identifier: MIT
/// Values as JSON and back, as trace files have them. `after` may be told by what is different from `before`; reading begins with that.
/// Reading checks everything and never throws: false means that the JSON says something else. Pure.
#pragma once

#include "core/plugin/environment.h"
#include "core/session/state.h"

#include <nlohmann/json.hpp>

#include <chrono>
#include <concepts>
#include <cstddef>
#include <limits>
#include <optional>
#include <string>
#include <type_traits>
#include <vector>

namespace spp::trace
{

using Json = nlohmann::ordered_json;

/// Far beyond any session; sums of a few such times still fit.
inline constexpr std::chrono::nanoseconds maxTracedTime = std::chrono::hours(24 * 365 * 20);

Json toJson(const std::string& bytes);
bool fromJson(const Json& json, std::string& bytes);

/// How many of the first entries stay, and what stands behind them; or all of them.
Json listDifference(const std::vector<std::string>& before, const std::vector<std::string>& after);
bool applyListDifference(const Json& json, std::vector<std::string>& list);

Json environmentDifference(const plugin::Environment& before, const plugin::Environment& after);
bool applyEnvironmentDifference(const Json& json, plugin::Environment& environment);

/// Null if nothing is different.
Json stateDifference(const session::SessionState& before, const session::SessionState& after);
bool applyStateDifference(const Json& json, session::SessionState& state);

inline Json toJson(bool value)
{
    return value;
}
inline bool fromJson(const Json& json, bool& value)
{
    if (!json.is_boolean())
        return false;
    value = json.get<bool>();
    return true;
}

template <std::integral Number>
requires(!std::same_as<Number, bool>) Json toJson(Number value)
{
    return value;
}
template <std::integral Number>
requires(!std::same_as<Number, bool>) bool fromJson(const Json& json, Number& value)
{
    using Limits = std::numeric_limits<Number>;
    if (json.is_number_unsigned()) {
        const auto number = json.get<std::uint64_t>();
        if (number > static_cast<std::uint64_t>(Limits::max()))
            return false;
        value = static_cast<Number>(number);
        return true;
    }
    if (!json.is_number_integer() || std::is_unsigned_v<Number>)
        return false;
    const auto number = json.get<std::int64_t>();
    if (number < static_cast<std::int64_t>(Limits::min()))
        return false;
    value = static_cast<Number>(number);
    return true;
}

inline Json toJson(std::chrono::nanoseconds time)
{
    return time.count();
}
inline bool fromJson(const Json& json, std::chrono::nanoseconds& time)
{
    std::int64_t count = 0;
    if (!fromJson(json, count) || count < 0 || count > maxTracedTime.count())
        return false;
    time = std::chrono::nanoseconds(count);
    return true;
}

template <typename Value>
Json toJson(const std::optional<Value>& value)
{
    return value ? toJson(*value) : Json();
}
template <typename Value>
bool fromJson(const Json& json, std::optional<Value>& value)
{
    if (json.is_null()) {
        value.reset();
        return true;
    }
    return fromJson(json, value.emplace());
}

} // namespace spp::trace
