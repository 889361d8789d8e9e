// SPDX-License-Identifier: MIT
#include "tests/smtpd/process_table.h"

#include <QDir>
#include <QFile>

namespace spp::test
{

namespace
{

QString folderOf(qint64 process)
{
    return "/proc/" + QString::number(process);
}

QByteArray read(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// proc_pid_stat(5), from the third field on: state, parent … The second is a name in brackets, which may hold anything.
QByteArrayList statOf(qint64 process)
{
    const QByteArray stat = read(folderOf(process) + "/stat");
    return stat.mid(stat.lastIndexOf(')') + 2).split(' ');
}

} // namespace

qsizetype countDescriptors(qint64 process)
{
    return QDir(folderOf(process) + "/fd").entryList(QDir::Files | QDir::System | QDir::NoDotAndDotDot).size();
}

QList<qint64> childrenOf(qint64 process)
{
    QList<qint64> children;
    for (const QString& name : QDir("/proc").entryList(QDir::Dirs)) {
        const qint64 candidate = name.toLongLong();
        if (candidate > 0 && statOf(candidate).value(1).toLongLong() == process)
            children.append(candidate);
    }
    return children;
}

bool hasEnded(qint64 process)
{
    const QByteArray state = statOf(process).value(0);
    return state.isEmpty() || state == "Z";
}

qint64 residentKiB(qint64 process)
{
    for (const QByteArray& line : read(folderOf(process) + "/status").split('\n'))
        if (line.startsWith("VmRSS:"))
            return line.mid(6).trimmed().split(' ').first().toLongLong();
    return 0;
}

} // namespace spp::test
