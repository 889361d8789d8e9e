// SPDX-License-Identifier: MIT
#include "tests/smtpd/program.h"

#include <QDeadlineTimer>

namespace spp::test
{

namespace
{

bool isFromSanitizer(const QByteArray& log)
{
    return log.contains("Sanitizer") || log.contains("runtime error:");
}

} // namespace

Program::~Program()
{
    kill();
    waitForFinished(patience);
}

/// AddressSanitizer keeps freed memory for a while, to see it used: little of it, because tests measure memory.
void Program::run(const QStringList& arguments)
{
    auto environment = processEnvironment().isEmpty() ? QProcessEnvironment::systemEnvironment() : processEnvironment();
    environment.insert("ASAN_OPTIONS", environment.value("ASAN_OPTIONS") + ":quarantine_size_mb=1");
    setProcessEnvironment(environment);
    start(SPP_SMTPD, arguments);
    if (!waitForStarted(patience))
        qFatal("%s can't be started: %s", SPP_SMTPD, qPrintable(errorString()));
}

const QByteArray& Program::log()
{
    m_log += readAllStandardError();
    return m_log;
}

bool Program::waitForLog(const QByteArray& words)
{
    const auto channel = readChannel();
    setReadChannel(StandardError);
    const QDeadlineTimer deadline(patience);
    while (!log().contains(words) && waitForReadyRead(int(deadline.remainingTime())))
        ;
    setReadChannel(channel);
    return m_log.contains(words);
}

QByteArray Program::waitForEnd()
{
    if (state() != NotRunning && !waitForFinished(patience))
        return "still running";
    if (isFromSanitizer(log()))
        return log();
    return exitStatus() == NormalExit ? "exit " + QByteArray::number(exitCode()) : QByteArray("signal");
}

} // namespace spp::test
