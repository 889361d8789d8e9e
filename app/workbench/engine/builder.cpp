// SPDX-License-Identifier: MIT
#include "app/workbench/engine/builder.h"

#include "core/runtime/run_build.h"

#include <QFile>
#include <QMetaObject>

#include <utility>

namespace spp::workbench
{

Builder::Builder(QObject* parent) : QObject(parent)
{
    m_worker.moveToThread(&m_thread);
    m_thread.start();
}

Builder::~Builder()
{
    for (const auto& wanted : std::as_const(m_wanted))
        *wanted = false;
    m_thread.quit();
    m_thread.wait();
}

void Builder::build(const QString& home, const QString& source)
{
    Wanted& newest = m_wanted[home + u'/' + source];
    if (newest)
        *newest = false;
    newest = std::make_shared<std::atomic<bool>>(true);
    QMetaObject::invokeMethod(&m_worker, [this, home, source, wanted = newest] {
        if (!*wanted)
            return;
        auto run = runtime::runBuild(QFile::encodeName(home).toStdString(), QFile::encodeName(source).toStdString(),
                                     [wanted] { return wanted->load(); });
        if (!run.isSource)
            return;
        QMetaObject::invokeMethod(
            this, [this, wanted, result = BuiltSource{home, source, run.succeeded, std::move(run.findings)}] {
                if (*wanted)
                    emit built(result);
            });
    });
}

} // namespace spp::workbench
