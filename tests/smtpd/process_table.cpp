// SPDX-License-Identifier: MIT
#include "tests/smtpd/process_table.h"

#include <QDir>
#include <QFile>

#include <algorithm>
#include <functional>

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

/// proc_pid_fdinfo(5): one line "tfd:" for each.
QList<qsizetype> countWatched(qint64 process)
{
    QList<qsizetype> counts;
    const QString folder = folderOf(process) + "/fdinfo";
    for (const QString& descriptor : QDir(folder).entryList(QDir::Files))
        if (const auto count = read(folder + "/" + descriptor).count("tfd:"); count > 0)
            counts.append(count);
    std::sort(counts.begin(), counts.end(), std::greater());
    return counts;
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
