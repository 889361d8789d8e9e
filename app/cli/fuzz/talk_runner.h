// SPDX-License-Identifier: MIT
/// Plays made-up talks, each in a fresh copy of the home, so that nothing that a plugin leaves behind reaches the next: what a talk shows
/// it shows by itself. Blocking: plugins run for real. While it lives, SIGINT, SIGTERM and SIGHUP end the talk that is played, and all later
/// ones. Not thread-safe.
#pragma once

#include "app/cli/fuzz/fuzz_options.h"
#include "core/fuzz/talk.h"
#include "core/fuzz/trouble.h"
#include "core/scenario/case_runner.h"

#include <asio/io_context.hpp>
#include <asio/signal_set.hpp>

#include <cstddef>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace spp::cli
{

/// A trouble, and where in the talk it came up.
struct PlacedTrouble
{
    fuzz::Trouble trouble;
    std::size_t session = 0;
    std::size_t said = 0; ///< behind so many things that were said
};

class TalkRunner
{
public:
    /// @param options outlive it
    explicit TalkRunner(const FuzzOptions& options);

    /// An error: the home can't be copied, or its control files can't be read. Of a talk that a signal has ended nothing is told.
    Result<std::vector<PlacedTrouble>> play(const fuzz::Talk& talk);
    /// The same for a scenario's text. @return it went as it expects
    Result<bool> passes(const std::string& scenario);

    int endedBy() const { return m_endedBy; } ///< a signal; 0: none
    std::size_t pluginRuns() const { return m_pluginRuns; }
    /// Lines of smtpplugins that have run.
    const std::set<std::string>& ran() const { return m_ran; }

private:
    void awaitSignal();
    Result<scenario::CaseRun> run(const scenario::Case& scenario);

    const FuzzOptions& m_options;
    asio::io_context m_loop{1};
    asio::signal_set m_signals;
    std::shared_ptr<scenario::CaseRunner> m_runner;
    int m_endedBy = 0;
    std::size_t m_pluginRuns = 0;
    std::set<std::string> m_ran;
};

} // namespace spp::cli
