// SPDX-License-Identifier: MIT
/// Programs of others: where they are, and how they run without touching what belongs to the machine. Each has its files in a folder of
/// the test, listens on loopback ports only, and ends with the test.
#pragma once

#include "tests/smtpd/program.h"

#include <QString>

namespace spp::test
{

/// The path of a program, installed or unpacked below build/deps/mail-servers; empty if it is not there.
QString findPeer(const QString& program);

/// What of the packages below build/deps/mail-servers has this name, such as "usr/lib/postfix"; "*" in it stands for one folder. Empty if
/// it is not there.
QString findUnpacked(const QString& path);

/// What to tell of a program that a test wants and that is not there; empty if it is.
QByteArray tellMissing(const QString& program);

/// For init(): skips the test if the program is missing; where all are wanted (SPP_PEERS=all, as in packaging/test), it fails.
#define SPP_WANT_PEER(program)                                                     \
    do {                                                                           \
        if (const QByteArray missing = tellMissing(program); !missing.isEmpty()) { \
            if (qEnvironmentVariable("SPP_PEERS") == "all")                        \
                QFAIL(missing);                                                    \
            QSKIP(missing);                                                        \
        }                                                                          \
    } while (false)

/// The same for servers that root alone can start.
#define SPP_WANT_ROOT(program)                                                     \
    do {                                                                           \
        if (::geteuid() != 0)                                                      \
            QSKIP(program " can be started by root alone: run this test as root"); \
    } while (false)

/// A port of the loopback interface where nobody listens; one that is not given to clients by chance.
quint16 freePort();

/// A port that somebody listens on, at last.
bool waitForPort(quint16 port);

class Peer : public Program
{
public:
    /// It and what it starts are one process group, which ends with this; at the latest with the test.
    Peer();
    ~Peer() override;

    /// Starts it with these variables added to the environment; what is unpacked finds its libraries.
    void run(const QString& program, const QStringList& arguments, const QMap<QString, QString>& variables = {});
};

} // namespace spp::test
