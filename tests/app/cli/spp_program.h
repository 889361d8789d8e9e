// SPDX-License-Identifier: MIT
/// spp as a shell sees it: what it prints, and its exit status.
#pragma once

#include <QByteArray>
#include <QProcess>
#include <QString>
#include <QStringList>

namespace spp::test
{

struct Ended
{
    int status = -1;
    QString output;
    QString errors;
};

/// @param input what is at its standard input
inline Ended runSpp(const QStringList& arguments, const QByteArray& input = {})
{
    QProcess program;
    program.start(SPP_PROGRAM, arguments);
    program.write(input);
    program.closeWriteChannel();
    if (!program.waitForFinished(60'000))
        return {};
    return {program.exitCode(), QString::fromUtf8(program.readAllStandardOutput()),
            QString::fromUtf8(program.readAllStandardError())};
}

} // namespace spp::test
