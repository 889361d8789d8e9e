// SPDX-License-Identifier: MIT
/// Asks the plugins of a section that were not asked, since one before them ended it, in a branch that is thrown away: none of their
/// answers ends the section, and nothing comes behind it. What they do outside, they do.
/// Must be owned by a shared pointer and lives until its coroutine has ended; used on its loop's thread only.
#pragma once

#include "core/debug/opinion.h"
#include "core/debug/recording.h"
#include "core/runtime/driver.h"
#include "core/runtime/queue/null_queue.h"
#include "core/scenario/dialog_client.h"
#include "core/scenario/simulation.h"

#include <asio/io_context.hpp>

#include <functional>
#include <memory>
#include <optional>

namespace spp::scenario
{

/// Where it begins: the plugin that ended the section is about to start.
struct HearingPlan
{
    session::Session session;
    plugin::Answer answer;                                    ///< of that plugin: it is not run again
    session::Moment at;                                       ///< its time goes on from here
    std::optional<std::chrono::system_clock::time_point> day; ///< the time of day, if it is to stand still
    /// Where plugins run, as in SimulationPlan.
    std::function<runtime::ProcessSpec(runtime::ProcessSpec)> place = nullptr;
};

/// In the run's own world. @param position of the stop before that plugin, in this run
HearingPlan planHearing(const Simulation& run, debug::Position position, plugin::Answer answer);

class Hearing : public std::enable_shared_from_this<Hearing>
{
public:
    struct Observer
    {
        /// First of the plugin that ended the section, then of those behind it, as they are asked.
        std::function<void(debug::Opinion)> heard;
        std::function<void()> finished;
    };

    Hearing(asio::io_context& loop, HearingPlan plan, Observer observer);
    ~Hearing();

    void run();
    /// Whoever was not asked yet will not be; a plugin that runs is killed.
    void stop();

private:
    class Gate;

    asio::io_context& m_loop;
    Observer m_observer;
    runtime::Clock m_clock;
    DialogClient m_client;
    runtime::NullQueue m_queue;
    std::unique_ptr<Gate> m_gate;
    runtime::Driver m_driver;
};

} // namespace spp::scenario
