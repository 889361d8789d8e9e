// SPDX-License-Identifier: MIT
/// What /proc knows of a process.
#pragma once

#include <QList>

namespace spp::test
{

/// How many descriptors it has open.
qsizetype countDescriptors(qint64 process);

/// How many descriptors each of its epolls watches, beginning with the most.
QList<qsizetype> countWatched(qint64 process);

/// How many of its epolls watch the socket that listens on this port, over IPv4.
int countWatchersOfPort(qint64 process, quint16 port);

/// Its children, zombies too.
QList<qint64> childrenOf(qint64 process);

/// It is gone, or a zombie that nobody has waited for yet (an orphan in a container without an init stays one).
bool hasEnded(qint64 process);

/// Memory in use.
qint64 residentKiB(qint64 process);

} // namespace spp::test
