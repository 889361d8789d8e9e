// SPDX-License-Identifier: MIT
/// Ends a plugin that runs for longer than it may, so that a scenario comes to its end though a plugin hangs. Used on its executor only.
#pragma once

#include "core/scenario/dialog.h"
#include "core/trace/record.h"

#include <asio/any_io_executor.hpp>
#include <asio/steady_timer.hpp>

#include <chrono>
#include <cstddef>
#include <functional>
#include <optional>

namespace spp::scenario
{

/// What a dialog allows a plugin's run: the longest time that it is expected to take (“within”), and a little more, so that what it takes
/// too long is still seen; nullopt: nothing is expected, and it may run for ever.
std::optional<std::chrono::milliseconds> limitFor(const Dialog& dialog, const plugin::Call& call);

class PluginLimit
{
public:
    using LimitOf = std::function<std::optional<std::chrono::milliseconds>(const plugin::Call& call)>;

    /// @param end is called in the middle of a plugin's run whose time is up
    PluginLimit(const asio::any_io_executor& executor, LimitOf limitOf, std::function<void()> end);

    /// Each record of the session, as it comes.
    void add(const trace::Record& record);
    /// There will be no more.
    void stop();

private:
    void begin(std::optional<std::chrono::milliseconds> limit);

    asio::steady_timer m_timer;
    LimitOf m_limitOf;
    std::function<void()> m_end;
    std::size_t m_run = 0; ///< which one, if one does
};

} // namespace spp::scenario
