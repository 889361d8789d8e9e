// SPDX-License-Identifier: MIT
/// One simulated session: a dialog's client, the debugger's gate, a driver, and a queue that forgets. What the workbench and spp share.
/// Must be owned by a shared pointer and lives until its coroutine has ended; used on its loop's thread only.
#pragma once

#include "core/runtime/driver.h"
#include "core/runtime/queue/null_queue.h"
#include "core/scenario/debug_gate.h"
#include "core/scenario/dialog_client.h"

#include <asio/io_context.hpp>

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace spp::scenario
{

struct SimulationPlan
{
    session::Session session; ///< before its first event; of a branch it is not looked at
    ClientScript script;
    DialogClient::AtEnd atEnd = DialogClient::AtEnd::HangsUp;
    Stage stage; ///< of the dialog
    debug::Plan debug;
    debug::Pace pace = debug::Pace::Run;
    debug::Cursor cursor;
    std::optional<std::chrono::system_clock::time_point> day; ///< the time of day, if it is to stand still
    std::optional<BranchPoint> branch;
    /// Where plugins run, if not as a server runs them; day and place are a World's. It heeds ProcessSpec::tracesShell.
    std::function<runtime::ProcessSpec(runtime::ProcessSpec)> place = nullptr;
};

struct SimulationResult
{
    std::string error; ///< why it could not be run; empty if it ran
    std::vector<Mismatch> mismatches;
    std::size_t unsaidLines = 0; ///< the session ended before the client had said them
    bool stopped = false;        ///< by stop()
};

/// What a simulation tells.
struct SimulationObserver
{
    std::function<void(const trace::Record&)> record;
    /// Without it there is no debugger: nothing is recorded to be gone back to, and paces, breakpoints and later plans count for nothing.
    std::function<void(const debug::PastStop&)> passed = nullptr;
    std::function<void(const debug::Held&)> held;
    std::function<void(const std::string&)> logged;
    std::function<void(const std::vector<std::size_t>&)> counted = nullptr; ///< hits of the breakpoints; may be empty
    std::function<void()> waiting;                                          ///< for the client's next line
    std::function<void(SimulationResult)> finished;
};

class Simulation : public std::enable_shared_from_this<Simulation>
{
public:
    Simulation(asio::io_context& loop, SimulationPlan plan, SimulationObserver observer);

    void run();

    void say(std::string line) { m_client.say(std::move(line)); }
    void send(std::string message) { m_client.send(std::move(message)); }
    void hangUp() { m_client.hangUp(); }
    void vanish();
    /// How far it goes from now on; a held session stays held.
    void go(debug::Pace pace, debug::Cursor cursor = {}) { m_gate.go(pace, std::move(cursor)); }
    bool isHeld() const { return m_gate.isHeld(); }
    void decide(debug::Decision decision) { m_gate.decide(std::move(decision)); }
    void setPlan(debug::Plan plan) { m_gate.setPlan(withStage(std::move(plan), m_stage)); }
    /// How often each of the plan's breakpoints was hit so far.
    std::vector<std::size_t> hits() const { return m_gate.hits(); }
    /// What an answer of the plugin that is held would do.
    debug::Preview preview(const plugin::Answer& answer) const;
    void killPlugin() { m_driver.killPlugin(); }
    void stop();

    const debug::Recording& recording() const { return m_recording; }
    const std::vector<ClientLine>& lines() const { return m_client.lines(); }
    /// Of the plan: a branch goes on in the same world.
    const Stage& stage() const { return m_stage; }
    const std::optional<std::chrono::system_clock::time_point>& day() const { return m_day; }
    const std::function<runtime::ProcessSpec(runtime::ProcessSpec)>& place() const { return m_place; }

private:
    void tell(const trace::Record& record);
    std::function<void(const session::Event&, const session::Moment&)> recorder();
    asio::awaitable<int> play();
    runtime::ProcessSpec placed(runtime::ProcessSpec spec) const;
    SimulationResult result() const;

    asio::io_context& m_loop;
    SimulationObserver m_observer;
    Stage m_stage;
    std::optional<std::chrono::system_clock::time_point> m_day;
    std::function<runtime::ProcessSpec(runtime::ProcessSpec)> m_place;
    bool m_isBranch;
    debug::Past m_beginning; ///< the session goes to the driver
    debug::Recording m_recording;
    runtime::Clock m_clock;
    DialogClient m_client;
    DebugGate m_gate;
    runtime::NullQueue m_queue;
    runtime::Driver m_driver;
    bool m_stopped = false;
};

/// The client's script as it stood at a position of a simulation: what it had said is said.
ClientScript scriptAt(const std::vector<ClientLine>& lines, std::size_t said, std::string reply);

} // namespace spp::scenario
