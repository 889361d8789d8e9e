// SPDX-License-Identifier: MIT
#include "app/workbench/models/process_mark.h"

#include <QCoreApplication>
#include <QFile>

namespace spp::workbench
{

/// The start is proc_pid_stat(5)'s starttime.
QString markOfProcess(qint64 number)
{
    QFile file(QStringLiteral("/proc/%1/stat").arg(number));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const QByteArray line = file.readAll();
    const auto words = line.mid(line.lastIndexOf(')') + 1).simplified().split(' ');
    constexpr qsizetype startTime = 19; // the 22nd word, where the state is the third
    return QStringLiteral("%1-%2").arg(number).arg(QString::fromLatin1(words.value(startTime)));
}

QString markOfThisProcess()
{
    return markOfProcess(QCoreApplication::applicationPid());
}

bool isAlive(const QString& mark)
{
    return !mark.isEmpty() && mark == markOfProcess(mark.section(u'-', 0, 0).toLongLong());
}

} // namespace spp::workbench
