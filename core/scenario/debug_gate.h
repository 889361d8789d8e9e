// SPDX-License-Identifier: MIT
/// The debugger between a simulated session and the world: holds at stops and breakpoints, does what was decided there, answers in a
/// plugin's place, pretends TLS and logins, and records, so that all of it can be gone back to. Used on its executor only.
#pragma once

#include "core/debug/breakpoints.h"
#include "core/debug/plan.h"
#include "core/debug/recording.h"
#include "core/debug/scene.h"
#include "core/debug/stepper.h"
#include "core/runtime/clock.h"
#include "core/runtime/gate.h"
#include "core/scenario/dialog_client.h"

#include <asio/any_io_executor.hpp>
#include <asio/steady_timer.hpp>

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace spp::scenario
{

/// Where another session's past is taken up.
struct BranchPoint
{
    debug::Recording past;
    debug::Position position;
    std::size_t records = 0;                    ///< so many were told before it
    std::optional<debug::Intervention> first;   ///< done to the plugin that stands at the position
    std::map<std::string, unsigned> pluginRuns; ///< how often each has run before it, by its line
};

class DebugGate : public runtime::Gate
{
public:
    struct Observer
    {
        std::function<void(const debug::PastStop&)> passed; ///< a stop, held or not; may be empty
        std::function<void(const debug::Held&)> held;
        std::function<void(const std::string&)> logged; ///< by a log point
        /// How often each breakpoint was hit, whenever one was; may be empty.
        std::function<void(const std::vector<std::size_t>&)> counted;
    };

    /// All references outlive the gate. @param recording so far; the gate adds to it
    DebugGate(asio::any_io_executor executor, debug::Recording& recording, DialogClient& client,
              const runtime::Clock& clock, debug::Plan plan, Observer observer);

    /// It has something to do: somebody watches, or the plan answers in the world's place.
    bool isNeeded() const;
    /// How far it goes from here, or from the hold that decide() ends.
    void go(debug::Pace pace, debug::Cursor cursor = {});
    /// Breakpoints that stay keep their counts.
    void setPlan(debug::Plan plan);
    const debug::Plan& plan() const { return m_plan; }
    /// How often each breakpoint was hit so far.
    std::vector<std::size_t> hits() const { return m_breakpoints.hits(); }
    bool isHeld() const { return m_held; }
    /// What is held goes on, so.
    void decide(debug::Decision decision);
    /// What is held, and all that comes, ends the session.
    void end();
    /// For a session that goes on from the middle of another's run. @param command that is being answered
    void beginAt(BranchPoint branch, std::string_view command);

    /// For the Driver's recorder.
    void record(const session::Event& event, const session::Moment& at);
    /// For the observer of records: another one was told.
    void noteRecord() { ++m_records; }

    asio::awaitable<runtime::Passage> pass(const session::Session& session, session::Wish& wish) override;
    asio::awaitable<runtime::Passage> passAnswer(const session::Session& session, plugin::Answer& answer) override;
    asio::awaitable<runtime::Passage> passInput(const session::Session& session, std::string& bytes) override;
    std::chrono::nanoseconds heldFor() const override { return m_heldFor; }

private:
    asio::awaitable<runtime::Passage> passPlugin(const session::Session& session, session::RunPlugin& wish);
    asio::awaitable<runtime::Passage> passReply(const session::Session& session, session::SendBytes& wish);
    void passUnwatched();
    asio::awaitable<debug::Decision> stopAt(debug::Held held);
    asio::awaitable<void> wait(std::chrono::milliseconds delay);
    debug::Intervention interventionFor(const std::string& line);
    debug::Position position() const { return {m_recording.size(), m_wishes}; }
    bool isWatching() const;

    asio::steady_timer m_released; ///< a condition: cancelled when the hold is over
    debug::Recording& m_recording;
    DialogClient& m_client;
    const runtime::Clock& m_clock;
    debug::Plan m_plan;
    debug::Breakpoints m_breakpoints; ///< the plan's, with their counts
    Observer m_observer;
    debug::Scene m_scene;
    debug::Stepper m_stepper;
    std::map<std::string, unsigned> m_runs; ///< of each plugin so far, by its line
    std::optional<debug::Intervention> m_first;
    debug::Intervention m_current;              ///< of the plugin that runs
    debug::Position m_pluginAt;                 ///< of its wish
    std::optional<debug::PastStop> m_unwatched; ///< of the plugin that runs, if nobody is to look at its answer
    debug::Decision m_decision;
    std::chrono::nanoseconds m_heldFor{};
    std::size_t m_wishes = 0; ///< taken since the last event
    std::size_t m_records = 0;
    bool m_held = false;
    bool m_ended = false;
};

} // namespace spp::scenario
