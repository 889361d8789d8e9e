// SPDX-License-Identifier: MIT
/// Lines from standard input. From a terminal they can be edited and are remembered, and Ctrl-C empties the line; from a pipe or a
/// file they are taken as they come, and shown behind their prompt. One of it at a time; not thread-safe.
#pragma once

#include "app/cli/screen.h"
#include "app/cli/step/signals.h"

#include <memory>
#include <optional>
#include <string>

namespace spp::cli
{

class LineReader
{
public:
    /// Both outlive it.
    LineReader(Screen& screen, Signals& signals);
    ~LineReader();
    LineReader(const LineReader&) = delete;
    LineReader& operator=(const LineReader&) = delete;

    /// nullopt: there are no more (Ctrl-D), or a signal asks this program to end.
    std::optional<std::string> read(const std::string& prompt);

private:
    struct Editor;

    std::optional<char> nextByte();
    std::optional<std::string> readPlainLine();

    Screen& m_screen;
    Signals& m_signals;
    std::unique_ptr<Editor> m_editor; ///< nullptr: no terminal
};

} // namespace spp::cli
