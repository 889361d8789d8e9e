// SPDX-License-Identifier: MIT
/// What is started, and what it finds open. A value.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

namespace spp::runtime
{

/// Of a process and of each that it starts (setrlimit(2)); 0: as it is.
struct ResourceLimits
{
    std::uint64_t memory = 0;    ///< bytes that it may write to (RLIMIT_DATA)
    std::uint64_t openFiles = 0; ///< RLIMIT_NOFILE
    std::uint64_t processes = 0; ///< of its user, whoever started them (RLIMIT_NPROC)
};

struct ProcessSpec
{
    /// What the child finds as its descriptors 0, 1 and 2. Empty is /dev/null; Captured is read through Process.
    enum class Input { Closed, Empty };
    enum class Output { Closed, Captured, WithLog };
    enum class Log { Inherited, Captured };

    /// One of our descriptors that the child gets under a number of its own. It stays ours: close it after the start.
    /// Must not be a number that another one gets in the child; those of openPipe() never are.
    struct Handed
    {
        int ours = -1;
        int childs = -1;
    };

    /// Bytes that the child finds in a file of their own: from their beginning each time that it opens /dev/fd/NUMBER.
    struct Given
    {
        std::string bytes;
        int childs = -1;
    };

    std::string program;                  ///< a path, relative to the directory or absolute; never looked up in PATH
    std::vector<std::string> arguments;   ///< argv, the name included
    std::vector<std::string> environment; ///< NAME=value
    std::string directory;                ///< working directory
    std::string shownDirectory;           ///< what a person calls it, if not by its path
    Input input = Input::Closed;
    Output output = Output::Captured;
    Log log = Log::Inherited;
    bool tellsSignalsAsCodes = false; ///< it runs another program, and exits with 128 + n if a signal n ended that
    std::vector<Handed> handed;       ///< these go before input, output and log
    std::vector<Given> given;
    ResourceLimits limits;

    /// What a shell runs is wanted: where it runs is decided first, then traceShell() fills in how, see core/runtime/shell_trace.h.
    bool tracesShell = false;
    std::string traceMark;   ///< not empty: it is told, with this mark
    std::string traceScript; ///< what is run, for a shell that tells no line numbers
    int traceDescriptor = 0; ///< not 0: the child's, that Process::hearTrace() hears; else it is told in the log

    bool hands(int number) const
    {
        return std::any_of(handed.begin(), handed.end(), [&](const Handed& each) { return each.childs == number; });
    }
};

} // namespace spp::runtime
