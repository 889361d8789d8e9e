// SPDX-License-Identifier: MIT
#include "app/workbench/engine/home_checker.h"

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
        const auto* dialect = session::findDialect(request.dialect.toStdString());
        auto findings = runtime::checkHomeOnDisk({.home = request.home.toStdString(),
                                                  .dialect = dialect ? *dialect : session::modernDialect(),
                                                  .unsaved = request.unsaved,
                                                  .isWanted = isWanted});
        QMetaObject::invokeMethod(this, [this, isWanted, home = request.home, findings = std::move(findings)] {
            if (isWanted())
                emit checked(home, findings);
        });
    });
}

} // namespace spp::workbench
