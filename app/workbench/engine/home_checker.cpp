// SPDX-License-Identifier: MIT
#include "app/workbench/engine/home_checker.h"

#include "core/runtime/syntax_check.h"

#include <QMetaObject>

#include <utility>

namespace spp::workbench
{

HomeChecker::HomeChecker(QObject* parent) : QObject(parent)
{
    m_worker.moveToThread(&m_thread);
    m_thread.start();
}

HomeChecker::~HomeChecker()
{
    ++m_newest; // what waits is not begun
    m_thread.quit();
    m_thread.wait();
}

void HomeChecker::check(CheckRequest request)
{
    const quint64 number = ++m_newest;
    QMetaObject::invokeMethod(&m_worker, [this, number, request = std::move(request)] {
        const auto* dialect = session::findDialect(request.dialect.toStdString());
        if (number != m_newest || request.home.isEmpty())
            return;
        auto findings = runtime::checkHomeOnDisk({.home = request.home.toStdString(),
                                                  .dialect = dialect ? *dialect : session::modernDialect(),
                                                  .unsaved = request.unsaved,
                                                  .isWanted = [this, number] { return number == m_newest; }});
        QMetaObject::invokeMethod(this, [this, number, home = request.home, findings = std::move(findings)] {
            if (number == m_newest)
                emit checked(home, findings);
        });
    });
}

} // namespace spp::workbench
