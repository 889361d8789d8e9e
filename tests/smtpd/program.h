// SPDX-License-Identifier: MIT
/// A program under test as a child process. As a QIODevice it is its standard input and output.
#pragma once

#include <QByteArray>
#include <QProcess>
#include <QStringList>

namespace spp::test
{

/// In milliseconds: far more than anything takes, so that only what never comes is waited for so long.
constexpr int patience = 30'000;

class Program : public QProcess
{
public:
    ~Program() override;

    /// Starts spp-smtpd.
    void run(const QStringList& arguments);

    /// What it has written to standard error so far.
    const QByteArray& log();

    /// Waits for words on standard error.
    bool waitForLog(const QByteArray& words);

    /// Waits for the end, and says how it ended: "exit 0", "signal", "still running"; or what a sanitizer has said.
    QByteArray waitForEnd();

private:
    QByteArray m_log;
};

} // namespace spp::test
