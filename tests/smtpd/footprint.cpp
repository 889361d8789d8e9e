// SPDX-License-Identifier: MIT
#include "tests/smtpd/footprint.h"

#include "tests/smtpd/client.h"
#include "tests/smtpd/process_table.h"
#include "tests/smtpd/program.h"

#include <QTest>

namespace spp::test
{

namespace
{

constexpr qint64 allowanceKiB = 32 * 1024;

} // namespace

Footprint::Footprint(qint64 process)
    : m_process(process), m_descriptors(countDescriptors(process)), m_residentKiB(residentKiB(process))
{}

QByteArray Footprint::growth() const
{
    const auto isBack = [&] { return countDescriptors(m_process) <= m_descriptors && childrenOf(m_process).isEmpty(); };
    if (QTest::qWaitFor(isBack, patience))
        return growthOfMemory();
    return QByteArray::number(countDescriptors(m_process) - m_descriptors) + " descriptors, " +
           QByteArray::number(childrenOf(m_process).size()) + " processes";
}

QByteArray Footprint::growthOfMemory() const
{
    const qint64 grown = residentKiB(m_process) - m_residentKiB;
    return grown <= allowanceKiB ? QByteArray() : QByteArray::number(grown) + " KiB";
}

bool servesOthers(quint16 port)
{
    Client client(port);
    return readReply(client).startsWith("220 ") && codes(client, delivery()) == "250 250 250 354 250 221";
}

} // namespace spp::test
