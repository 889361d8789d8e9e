// SPDX-License-Identifier: MIT
#include "app/workbench/engine/home_checker.h"

#include "core/runtime/disk_view.h"
#include "core/runtime/syntax_check.h"

#include <QMetaObject>

#include <utility>

namespace spp::workbench
{

void HomeChecker::check(CheckRequest request)
{
    m_job.start([this, request = std::move(request)](const NewestJob::IsWanted& isWanted) {
        if (request.home.isEmpty())
            return;
        const auto* found = session::findDialect(request.dialect.toStdString());
        const auto& dialect = found ? *found : session::modernDialect();
        const std::string home = request.home.toStdString();
        const auto tell = [this, isWanted, home = request.home](auto signal, auto what) {
            QMetaObject::invokeMethod(this, [this, isWanted, home, signal, what = std::move(what)] {
                if (isWanted())
                    emit(this->*signal)(home, what);
            });
        };
        const runtime::DiskView view(home, request.unsaved);
        tell(&HomeChecker::programsFound, check::findPrograms({view, dialect}));
        tell(&HomeChecker::checked,
             runtime::checkHomeOnDisk(
                 {.home = home, .dialect = dialect, .unsaved = request.unsaved, .isWanted = isWanted}));
    });
}

} // namespace spp::workbench
