// SPDX-License-Identifier: MIT
#include "app/cli/run/suite.h"

#include "core/scenario/case_runner.h"
#include "core/scenario/remote_case.h"
#include "core/scenario/staged_home.h"

#include <asio/io_context.hpp>
#include <asio/post.hpp>
#include <asio/signal_set.hpp>

#include <unistd.h>

#include <chrono>
#include <csignal>
#include <functional>
#include <iostream>
#include <map>
#include <memory>
#include <optional>
#include <utility>

namespace spp::cli
{

namespace
{

using Clock = std::chrono::steady_clock;

/// What a case needs while it runs; gone in the order of need.
struct RunningCase
{
    std::optional<scenario::StagedHome> home; ///< none: it runs elsewhere
    std::shared_ptr<world::World> world;
    std::function<void()> stop;
    std::shared_ptr<std::string> trace; ///< its lines; nullptr: they are not wanted
    Clock::time_point begun;
};

class Suite
{
public:
    Suite(std::vector<PlannedCase> cases, const RunOptions& options, Report& report, TraceFile* trace,
          CoverageCollector* coverage)
        : m_cases(std::move(cases)),
          m_options(options),
          m_report(report),
          m_trace(trace),
          m_coverage(coverage),
          m_signals(m_loop, SIGINT, SIGTERM, SIGHUP),
          m_results(m_cases.size())
    {}

    SuiteResult run(std::size_t jobs)
    {
        m_signals.async_wait([this](const std::error_code& error, int signal) {
            if (!error)
                stop(signal);
        });
        m_report.begin(m_cases.size());
        for (std::size_t i = 0; i < jobs; ++i)
            asio::post(m_loop, [this] { startNext(); });
        m_loop.run();
        showProgress({});
        if (m_result.endedBy == 0)
            m_report.end();
        return m_result;
    }

private:
    void stop(int signal)
    {
        m_result.endedBy = signal;
        for (auto& [index, running] : m_running)
            running.stop();
        endIfDone();
    }

    void startNext()
    {
        if (m_next == m_cases.size() || m_result.endedBy != 0)
            return endIfDone();
        const std::size_t index = m_next++;
        const PlannedCase& planned = m_cases[index];
        if (!planned.error.empty())
            return finish(index, {{}, planned.error, false}, {});
        const auto begun = m_options.against ? beginElsewhere(index, planned) : beginHere(index, planned);
        if (!begun)
            finish(index, {{}, begun.error().message, false}, {});
    }

    Result<void> beginHere(std::size_t index, const PlannedCase& planned)
    {
        const scenario::Dialog& first = planned.scenario.sessions.front();
        const bool isPrivate = m_options.world.privateHome || first.world.privateHome;
        const bool copies = !isPrivate && scenario::mayStartPrograms(planned.home, planned.scenario);
        auto home = scenario::StagedHome::make(planned.home, first.controls, copies);
        if (!home)
            return tl::unexpected<Error>(home.error());
        auto world = makeWorld(home->path(), m_options.world, first.world);
        if (!world)
            return tl::unexpected<Error>(world.error());
        const scenario::RunPlace place{home->path(), m_options.dialect, *world, m_options.trace, std::nullopt, m_homes};
        const auto trace = m_trace != nullptr ? std::make_shared<std::string>() : nullptr;
        scenario::RunObserver observer = observerOf(index);
        if (trace)
            observer = recording(std::move(observer), planned, home->path(),
                                 [trace](std::string_view lines) { trace->append(lines); });
        const auto runner =
            std::make_shared<scenario::CaseRunner>(m_loop, planned.scenario, place, std::move(observer));
        m_running.emplace(
            index, RunningCase{std::move(*home), std::move(*world), [runner] { runner->stop(); }, trace, Clock::now()});
        runner->run();
        return {};
    }

    Result<void> beginElsewhere(std::size_t index, const PlannedCase& planned)
    {
        const auto runner =
            std::make_shared<scenario::RemoteCase>(m_loop, planned.scenario, *m_options.against, observerOf(index));
        m_running.emplace(index,
                          RunningCase{std::nullopt, nullptr, [runner] { runner->stop(); }, nullptr, Clock::now()});
        runner->run();
        return {};
    }

    scenario::RunObserver observerOf(std::size_t index)
    {
        scenario::RunObserver observer;
        observer.finished = [this, index](scenario::CaseRun run) {
            // Its runner is still at work.
            asio::post(m_loop, [this, index, run = std::move(run)]() mutable {
                const auto begun = m_running.at(index).begun;
                if (const auto& trace = m_running.at(index).trace)
                    m_traces[index] = std::move(*trace);
                m_running.erase(index);
                finish(index, std::move(run), Clock::now() - begun);
            });
        };
        return observer;
    }

    void finish(std::size_t index, scenario::CaseRun run, Clock::duration took)
    {
        if (m_result.endedBy == 0) {
            m_result.notRun = m_result.notRun || !run.error.empty();
            m_result.failed = m_result.failed || !run.passed();
            m_results[index] = CaseResult{m_cases[index].file, m_cases[index].title, std::move(run), took};
            tellInOrder();
        }
        asio::post(m_loop, [this] { startNext(); });
    }

    /// A result is told once all before it are.
    void tellInOrder()
    {
        showProgress({});
        for (; m_told < m_results.size() && m_results[m_told]; ++m_told) {
            m_report.add(*m_results[m_told]);
            if (m_coverage != nullptr)
                m_coverage->add(m_cases[m_told], *m_results[m_told]);
            m_results[m_told].reset();
            if (const auto trace = m_traces.extract(m_told))
                m_trace->write(trace.mapped());
        }
        showProgress(std::to_string(m_told) + " of " + std::to_string(m_cases.size()) + " …");
    }

    /// On a terminal, beside the report.
    void showProgress(const std::string& words)
    {
        static const bool isTerminal = ::isatty(STDERR_FILENO) != 0;
        if (isTerminal)
            std::cerr << "\r\033[K" << words << std::flush;
    }

    void endIfDone()
    {
        if (m_running.empty() && (m_told == m_cases.size() || m_result.endedBy != 0))
            m_signals.cancel();
    }

    std::vector<PlannedCase> m_cases;
    const RunOptions& m_options;
    Report& m_report;
    TraceFile* m_trace;
    CoverageCollector* m_coverage;
    asio::io_context m_loop{1};
    std::shared_ptr<runtime::HomeReader> m_homes = std::make_shared<runtime::HomeReader>();
    asio::signal_set m_signals;
    std::size_t m_next = 0;
    std::size_t m_told = 0;
    std::map<std::size_t, RunningCase> m_running; ///< by their place in the list
    std::vector<std::optional<CaseResult>> m_results;
    std::map<std::size_t, std::string> m_traces; ///< of cases whose results wait to be told
    SuiteResult m_result;
};

} // namespace

SuiteResult runSuite(std::vector<PlannedCase> cases, const RunOptions& options, std::size_t jobs, Report& report,
                     TraceFile* trace, CoverageCollector* coverage)
{
    return Suite(std::move(cases), options, report, trace, coverage).run(jobs);
}

} // namespace spp::cli
