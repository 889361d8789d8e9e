// SPDX-License-Identifier: MIT
#include "core/plugin/call.h"

#include <array>
#include <csignal>

namespace spp::plugin
{

namespace
{

struct SignalName
{
    int number;
    const char* words;
};

constexpr std::array signalNames{
    SignalName{SIGHUP, "SIGHUP, hangup"},
    SignalName{SIGINT, "SIGINT, interrupt"},
    SignalName{SIGQUIT, "SIGQUIT, quit"},
    SignalName{SIGILL, "SIGILL, illegal instruction"},
    SignalName{SIGABRT, "SIGABRT, abort"},
    SignalName{SIGBUS, "SIGBUS, bus error"},
    SignalName{SIGFPE, "SIGFPE, arithmetic error"},
    SignalName{SIGKILL, "SIGKILL, killed"},
    SignalName{SIGSEGV, "SIGSEGV, invalid memory access"},
    SignalName{SIGPIPE, "SIGPIPE, nobody reads its output"},
    SignalName{SIGALRM, "SIGALRM, alarm"},
    SignalName{SIGTERM, "SIGTERM, terminated"},
    SignalName{SIGXCPU, "SIGXCPU, processor time limit"},
};

std::string describeSignal(int number)
{
    std::string words = "killed by signal " + std::to_string(number);
    for (const auto& name : signalNames)
        if (name.number == number)
            words += std::string(" (") + name.words + ")";
    return words;
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
