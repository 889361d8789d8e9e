// SPDX-License-Identifier: MIT
/// Work on a thread of its own, of which only the newest counts: what waits behind it is never begun, and what runs is told that nobody
/// wants it any more. Used from the window's thread only.
#pragma once

#include <QObject>
#include <QThread>

#include <atomic>
#include <functional>
#include <memory>

namespace spp::workbench
{

class NewestJob
{
public:
    /// May be asked, and kept, on any thread.
    using IsWanted = std::function<bool()>;
    using Work = std::function<void(const IsWanted& isWanted)>;

    NewestJob();
    /// Waits until the work has noticed.
    ~NewestJob();

    void start(Work work);
    void giveUp();

private:
    std::shared_ptr<std::atomic<quint64>> m_newest;
    QThread m_thread;
    QObject m_worker; ///< lives in that thread
};

} // namespace spp::workbench
