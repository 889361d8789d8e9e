// SPDX-License-Identifier: MIT
#include "tests/smtpd/process_table.h"

#include <QByteArrayList>
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

/// What proc_pid_fdinfo(5) tells of those that watch something: one line "tfd:" for each.
QByteArrayList epollsOf(qint64 process)
{
    QByteArrayList epolls;
    const QString folder = folderOf(process) + "/fdinfo";
    for (const QString& descriptor : QDir(folder).entryList(QDir::Files))
        if (const QByteArray facts = read(folder + "/" + descriptor); facts.contains("tfd:"))
            epolls.append(facts);
    return epolls;
}

/// proc_pid_net(5): address and port in hexadecimal digits, 0A for "listens", and in the tenth field the inode. 0: there is none.
quint64 listeningInode(qint64 process, quint16 port)
{
    const QByteArray end = ":" + QByteArray::number(port, 16).toUpper().rightJustified(4, '0');
    for (const QByteArray& line : read(folderOf(process) + "/net/tcp").split('\n')) {
        const QByteArrayList fields = line.simplified().split(' ');
        if (fields.size() > 9 && fields[1].endsWith(end) && fields[3] == "0A")
            return fields[9].toULongLong();
    }
    return 0;
}

} // namespace

qsizetype countDescriptors(qint64 process)
{
    return QDir(folderOf(process) + "/fd").entryList(QDir::Files | QDir::System | QDir::NoDotAndDotDot).size();
}

QList<qsizetype> countWatched(qint64 process)
{
    QList<qsizetype> counts;
    for (const QByteArray& epoll : epollsOf(process))
        counts.append(epoll.count("tfd:"));
    std::sort(counts.begin(), counts.end(), std::greater());
    return counts;
}

int countWatchersOfPort(qint64 process, quint16 port)
{
    const QByteArray listener = " ino:" + QByteArray::number(listeningInode(process, port), 16) + " ";
    const auto all = epollsOf(process);
    return int(
        std::count_if(all.begin(), all.end(), [&](const QByteArray& epoll) { return epoll.contains(listener); }));
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
