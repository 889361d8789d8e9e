// SPDX-License-Identifier: MIT
#include "app/workbench/debugger/fault_words.h"

#include "app/workbench/models/words.h"
#include "core/base/text.h"

#include <QObject>
#include <QStringList>

namespace spp::workbench
{

QString describeFault(debug::Fault fault)
{
    switch (fault) {
    case debug::Fault::Exit120: return QObject::tr("it can't be executed (exit 120)");
    case debug::Fault::Crash: return QObject::tr("it crashes once it has printed");
    case debug::Fault::Hang: return QObject::tr("it hangs: prints nothing and never ends");
    case debug::Fault::Flood: return QObject::tr("it prints without end");
    case debug::Fault::SlowOutput: return QObject::tr("it prints one line a second");
    case debug::Fault::NoNewline: return QObject::tr("its last line has no newline");
    case debug::Fault::ClientGone: return QObject::tr("the client goes away while it runs");
    }
    return {};
}

QString describeIntervention(const debug::Intervention& what)
{
    QStringList parts;
    if (what.answer) {
        QStringList lines;
        for (const std::string_view line : text::lines(what.answer->output))
            lines.append(shownLine(line));
        parts.append(lines.isEmpty() ? QObject::tr("is answered for with nothing")
                                     : QObject::tr("is answered for: %1").arg(lines.join(QStringLiteral(" ⏎ "))));
        parts.append(shownWords(plugin::describe(what.answer->exit)));
    }
    if (what.environment)
        parts.append(QObject::tr("runs with another environment"));
    if (what.fault)
        parts.append(describeFault(*what.fault));
    if (what.delay.count() > 0)
        parts.append(QObject::tr("waits %1").arg(formatDuration(what.delay)));
    return parts.join(QStringLiteral("; "));
}

} // namespace spp::workbench
