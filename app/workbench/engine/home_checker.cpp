// SPDX-License-Identifier: MIT
#include "app/workbench/engine/home_checker.h"

#include "core/runtime/disk_view.h"
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
    QMetaObject::invokeMethod(&m_worker, [this, number, request = std::move(request)] { look(number, request); });
}

/// In the worker's thread.
void HomeChecker::look(quint64 number, const CheckRequest& request)
{
    if (number != m_newest || request.home.isEmpty())
        return;
    const auto* found = session::findDialect(request.dialect.toStdString());
    const auto& dialect = found ? *found : session::modernDialect();
    const std::string home = request.home.toStdString();
    const auto tell = [this, number, home = request.home](auto signal, auto what) {
        QMetaObject::invokeMethod(this, [this, number, home, signal, what = std::move(what)] {
            if (number == m_newest)
                emit(this->*signal)(home, what);
        });
    };
    const runtime::DiskView view(home, request.unsaved);
    tell(&HomeChecker::programsFound, check::findPrograms({view, dialect}));
    tell(&HomeChecker::checked, runtime::checkHomeOnDisk({.home = home,
                                                          .dialect = dialect,
                                                          .unsaved = request.unsaved,
                                                          .isWanted = [this, number] { return number == m_newest; }}));
}

} // namespace spp::workbench
