// SPDX-License-Identifier: MIT
/// What a server takes of the machine, to see that it gives back what rude clients and plugins made it take.
#pragma once

#include <QByteArray>

namespace spp::test
{

class Footprint
{
public:
    /// As it is now: of a server that has served somebody already.
    explicit Footprint(qint64 process);

    /// Waits until the process has its descriptors back and no child is left. @return what it holds on to, memory, too; empty if nothing
    QByteArray growth() const;
    /// By more than 32 MiB; empty if not.
    QByteArray growthOfMemory() const;

private:
    qint64 m_process;
    qsizetype m_descriptors;
    qint64 m_residentKiB;
};

/// Does somebody else get a message through?
bool servesOthers(quint16 port);

} // namespace spp::test
