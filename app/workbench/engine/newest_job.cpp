// SPDX-License-Identifier: MIT
#include "app/workbench/engine/newest_job.h"

#include <QMetaObject>

#include <utility>

namespace spp::workbench
{

NewestJob::NewestJob() : m_newest(std::make_shared<std::atomic<quint64>>(0))
{
    m_worker.moveToThread(&m_thread);
    m_thread.start();
}

NewestJob::~NewestJob()
{
    giveUp();
    m_thread.quit();
    m_thread.wait();
}

void NewestJob::start(Work work)
{
    const quint64 number = ++*m_newest;
    QMetaObject::invokeMethod(&m_worker, [work = std::move(work), newest = m_newest, number] {
        const IsWanted isWanted = [newest, number] { return *newest == number; };
        if (isWanted())
            work(isWanted);
    });
}

void NewestJob::giveUp()
{
    ++*m_newest;
}

} // namespace spp::workbench
