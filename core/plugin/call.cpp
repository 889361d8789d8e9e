// SPDX-License-Identifier: MIT
#include "core/plugin/call.h"

#include <array>
#include <csignal>

namespace spp::plugin
{

namespace
{

struct SignalWords
{
    int number;
    const char* name;
    const char* words;
};

constexpr std::array signalWords{
    SignalWords{SIGHUP, "SIGHUP", "killed: its terminal went away"},
    SignalWords{SIGINT, "SIGINT", "killed: interrupted"},
    SignalWords{SIGQUIT, "SIGQUIT", "killed: told to quit"},
    SignalWords{SIGILL, "SIGILL", "crashed: illegal instruction"},
    SignalWords{SIGTRAP, "SIGTRAP", "crashed: trap for a debugger"},
    SignalWords{SIGABRT, "SIGABRT", "crashed: it aborted itself"},
    SignalWords{SIGBUS, "SIGBUS", "crashed: memory that is not there (bus error)"},
    SignalWords{SIGFPE, "SIGFPE", "crashed: arithmetic error, such as a division by zero"},
    SignalWords{SIGKILL, "SIGKILL", "killed"},
    SignalWords{SIGSEGV, "SIGSEGV", "crashed: invalid memory access"},
    SignalWords{SIGPIPE, "SIGPIPE", "killed: it wrote where nobody reads any more"},
    SignalWords{SIGALRM, "SIGALRM", "killed: by an alarm that it had set"},
    SignalWords{SIGTERM, "SIGTERM", "killed: told to terminate"},
    SignalWords{SIGXCPU, "SIGXCPU", "killed: its processor time was used up"},
    SignalWords{SIGXFSZ, "SIGXFSZ", "killed: a file grew too large"},
    SignalWords{SIGSYS, "SIGSYS", "crashed: system call that does not exist or is forbidden"},
};

std::string describeSignal(int number)
{
    const std::string signal = "signal " + std::to_string(number);
    for (const auto& each : signalWords)
        if (each.number == number)
            return std::string(each.words) + " (" + signal + ", " + each.name + ")";
    return "killed by " + signal;
}

} // namespace

Call makeCall(control::Section section, const control::PluginEntry& entry, const Environment& environment,
              const std::string& directory, const std::string& smtpPluginsPath)
{
    Call call;
    call.section = section;
    if (entry.isShell()) {
        call.program = "/bin/sh";
        call.arguments = {"/bin/sh", "-c", entry.text.substr(1)};
    } else {
        call.program = entry.text;
        call.arguments = {entry.text};
    }
    call.environment = environment;
    call.directory = directory;
    call.line = entry.text;
    call.place = smtpPluginsPath + ":" + std::to_string(entry.line);
    return call;
}

std::string describe(const Exit& exit)
{
    switch (exit.kind) {
    case Exit::Kind::Code: {
        const std::string words = "exit " + std::to_string(exit.number);
        return exit.number == 120 ? words + ", which means “could not be executed”" : words;
    }
    case Exit::Kind::Signal: return describeSignal(exit.number);
    case Exit::Kind::CouldNotRun: return "could not run: " + exit.reason;
    case Exit::Kind::CutOff: return "cut off: " + exit.reason;
    }
    return {};
}

} // namespace spp::plugin
