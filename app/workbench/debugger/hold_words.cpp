// SPDX-License-Identifier: MIT
#include "app/workbench/debugger/hold_words.h"

#include "app/workbench/debugger/fault_words.h"
#include "app/workbench/models/words.h"

#include <QObject>
#include <QStringList>

namespace spp::workbench
{

QString describePlace(const debug::Stop& stop)
{
    switch (stop.place) {
    case debug::Place::BeforeCommand: return QObject::tr("Held before “%1” is heard").arg(shownLine(stop.command));
    case debug::Place::BeforePlugin: return QObject::tr("Held before %1 runs").arg(shownLine(stop.plugin));
    case debug::Place::AfterOutput:
        return QObject::tr("Held before the output of %1 has an effect").arg(shownLine(stop.plugin));
    case debug::Place::BeforeReply: return QObject::tr("Held before the reply is sent");
    }
    return {};
}

QString describeReason(const debug::Held& held, debug::Pace pace)
{
    if (held.breakpoint)
        return QObject::tr("The breakpoint “%1” was hit.").arg(shownWords(debug::formatBreakpoint(*held.breakpoint)));
    switch (pace) {
    case debug::Pace::Run: return {};
    case debug::Pace::Stop: return QObject::tr("You asked for the very next moment.");
    case debug::Pace::Plugin: return QObject::tr("You asked for the next plugin.");
    case debug::Pace::Command: return QObject::tr("You asked for the client's next command.");
    case debug::Pace::Transaction: return QObject::tr("You asked for the end of the transaction.");
    case debug::Pace::Cursor: return QObject::tr("You asked for the line with the cursor.");
    }
    return {};
}

QString describeDecision(const debug::Stop& stop, const debug::Decision& decision)
{
    QStringList parts;
    if (!decision.plugin.isEmpty())
        parts.append(QObject::tr("%1 %2").arg(shownLine(stop.plugin), describeIntervention(decision.plugin)));
    if (decision.text)
        parts.append(QObject::tr("“%1” is changed to “%2”")
                         .arg(shownLine(stop.place == debug::Place::BeforeReply ? stop.reply : stop.command),
                              shownLine(*decision.text)));
    if (decision.clientGone)
        parts.append(QObject::tr("the client goes away"));
    return parts.isEmpty() ? QString() : QObject::tr("By hand: %1").arg(parts.join(QStringLiteral("; ")));
}

} // namespace spp::workbench
