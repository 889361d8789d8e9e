// SPDX-License-Identifier: MIT
/// A program that has a terminal: what it prints, and what is typed. It is ended with the value.
#pragma once

#include <QString>
#include <QStringList>

#include <poll.h>
#include <pty.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <cstdlib>
#include <string>
#include <vector>

class TerminalProgram
{
public:
    TerminalProgram(const char* program, const QStringList& arguments)
    {
        std::vector<std::string> words{program};
        for (const auto& argument : arguments)
            words.push_back(argument.toStdString());
        std::vector<char*> pointers;
        for (auto& word : words)
            pointers.push_back(word.data());
        pointers.push_back(nullptr);
        const winsize size{.ws_row = 50, .ws_col = 200, .ws_xpixel = 0, .ws_ypixel = 0};
        m_id = ::forkpty(&m_terminal, nullptr, nullptr, &size);
        if (m_id == 0) {
            ::setenv("TERM", "xterm", 1);
            ::setenv("LC_ALL", "C.UTF-8", 1);
            ::execv(program, pointers.data());
            ::_exit(127);
        }
    }
    ~TerminalProgram()
    {
        if (!m_hasEnded) {
            ::kill(m_id, SIGKILL);
            ::waitpid(m_id, nullptr, 0);
        }
        ::close(m_terminal);
    }
    TerminalProgram(const TerminalProgram&) = delete;
    TerminalProgram& operator=(const TerminalProgram&) = delete;

    pid_t id() const { return m_id; }
    /// All that was printed so far.
    QString output() const { return QString::fromUtf8(m_output.data(), static_cast<qsizetype>(m_output.size())); }

    void type(const std::string& line) { press(line + "\n"); }
    void press(const std::string& keys)
    {
        m_isWritten = ::write(m_terminal, keys.data(), keys.size()) > 0 && m_isWritten;
    }
    void press(char key) { press(std::string(1, key)); }

    /// True once the words are printed, behind those that were waited for before.
    bool waitFor(const std::string& words)
    {
        for (;;) {
            if (const auto found = m_output.find(words, m_seen); found != std::string::npos) {
                m_seen = found + words.size();
                return m_isWritten;
            }
            if (!readMore())
                return false;
        }
    }

    bool waitForEnd()
    {
        while (readMore()) {
        }
        m_hasEnded = m_isClosed && ::waitpid(m_id, nullptr, 0) == m_id;
        return m_hasEnded;
    }

private:
    /// @return false: it has ended, or printed nothing for a minute
    bool readMore()
    {
        pollfd terminal{.fd = m_terminal, .events = POLLIN, .revents = 0};
        if (::poll(&terminal, 1, 60'000) != 1)
            return false;
        std::array<char, 4096> buffer{};
        const auto size = ::read(m_terminal, buffer.data(), buffer.size());
        m_isClosed = size <= 0;
        if (m_isClosed)
            return false;
        m_output.append(buffer.data(), static_cast<std::size_t>(size));
        return true;
    }

    int m_terminal = -1;
    pid_t m_id = -1;
    std::string m_output;
    std::size_t m_seen = 0;
    bool m_isWritten = true;
    bool m_isClosed = false;
    bool m_hasEnded = false;
};
