// SPDX-License-Identifier: MIT
/// The rehearser's thread. What is asked of it is posted to its loop; what it tells is queued to the window's thread, in batches and in
/// order.
#pragma once

#include "app/workbench/engine/rehearser.h"
#include "core/scenario/case_runner.h"
#include "core/scenario/staged_home.h"
#include "core/world/world.h"

#include <asio/executor_work_guard.hpp>
#include <asio/io_context.hpp>

#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

namespace spp::workbench
{

class Rehearser::Worker
{
public:
    explicit Worker(Rehearser& rehearser);
    ~Worker();

    void look(const QString& home, const QString& other);
    void start(std::vector<RehearsalPart> parts, const RehearsalConditions& conditions);
    void stop();

private:
    using Sessions = std::vector<std::shared_ptr<RecordedSession>>;

    struct PlannedCase
    {
        QString path;
        std::size_t index = 0;
        scenario::Case scenario;
        std::string home;
        std::size_t cases = 1;                   ///< that the file has
        std::shared_ptr<const std::string> text; ///< of the file
    };

    /// What a case needs while it runs; gone in the order of need.
    struct RunningCase
    {
        PlannedCase planned;
        std::shared_ptr<Sessions> recorded;
        scenario::StagedHome home;
        std::shared_ptr<world::World> world;
        std::shared_ptr<scenario::CaseRunner> runner;
    };

    void lookHere(const QString& home, const QString& other);
    void readIfChanged(const QString& path);
    Result<scenario::Scenario> readHere(const QString& path);

    void startNext();
    bool planNextFile();
    void begin(PlannedCase planned);
    Result<RunningCase> prepare(quint64 number, PlannedCase planned);
    /// @param copy of the home, in which it runs; or the home itself
    scenario::RunObserver observerOf(quint64 number, const PlannedCase& planned, const std::string& copy,
                                     const std::shared_ptr<Sessions>& recorded);
    void finish(quint64 number, const scenario::CaseRun& run);
    CaseOutcome outcomeOf(const scenario::CaseRun& run, const RunningCase& running);
    void stopHere();

    /// Something for the window's thread to do, behind all that was told before.
    void tell(std::function<void()> what);
    void tellEnded(const QString& path, std::size_t index, CaseOutcome outcome);
    void deliver();

    Rehearser& m_rehearser;
    asio::io_context m_loop{1};
    std::shared_ptr<runtime::HomeReader> m_homes = std::make_shared<runtime::HomeReader>();
    asio::executor_work_guard<asio::io_context::executor_type> m_work;
    std::map<QString, std::string> m_read; ///< which state of a file was read last

    std::deque<RehearsalPart> m_parts; ///< that are to be read yet
    RehearsalConditions m_conditions;
    std::deque<PlannedCase> m_planned;        ///< of one file
    std::map<quint64, RunningCase> m_running; ///< by a number of their own
    quint64 m_number = 0;
    std::size_t m_kept = 0; ///< so much of failed sessions is kept of this rehearsal

    std::mutex m_mutex;
    std::vector<std::function<void()>> m_told; ///< guarded by m_mutex; not empty: the window is being woken
    std::thread m_thread;
};

} // namespace spp::workbench
