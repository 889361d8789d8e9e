// SPDX-License-Identifier: MIT
/// A named pipe in the home that a plugin waits at ("read word <gate") until the test opens it.
#pragma once

#include "tests/smtpd/home.h"
#include "tests/smtpd/program.h"

#include <QFile>
#include <QTest>

#include <fcntl.h>
#include <sys/stat.h>

#include <string>

namespace spp::test
{

class PluginGate
{
public:
    explicit PluginGate(const Home& home) : m_path(home.path("gate"))
    {
        if (::mkfifo(m_path.c_str(), 0600) != 0)
            qFatal("a test can't make %s", m_path.c_str());
    }

    /// Until a plugin stands at the gate: only then can the pipe be opened for writing without waiting.
    bool waitForPlugin()
    {
        return QTest::qWaitFor(
            [&] {
                const int writer = ::open(m_path.c_str(), O_WRONLY | O_NONBLOCK | O_CLOEXEC);
                return writer >= 0 && m_writer.open(writer, QFile::WriteOnly, QFile::AutoCloseHandle);
            },
            patience);
    }

    /// The plugin reads the end of the pipe and goes on.
    void open() { m_writer.close(); }

private:
    std::string m_path;
    QFile m_writer;
};

} // namespace spp::test
