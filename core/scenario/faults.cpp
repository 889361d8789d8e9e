// SPDX-License-Identifier: MIT
#include "core/scenario/faults.h"

#include <csignal>

namespace spp::scenario
{

namespace
{

void runShell(plugin::Call& call, std::string script)
{
    std::vector<std::string> arguments{"/bin/sh", "-c", std::move(script), call.program};
    if (!call.arguments.empty())
        arguments.insert(arguments.end(), call.arguments.begin() + 1, call.arguments.end());
    call.program = "/bin/sh";
    call.arguments = std::move(arguments);
}

} // namespace

bool replacePlugin(debug::Fault fault, plugin::Call& call)
{
    switch (fault) {
    case debug::Fault::Hang: runShell(call, "exec sleep 2147483647"); return true;
    case debug::Fault::Flood: runShell(call, "exec yes 'a line without end of lines'"); return true;
    case debug::Fault::SlowOutput:
        // The plugin itself runs; a line of it comes out each second.
        runShell(call, R"("$0" "$@" | while IFS= read -r line; do sleep 1; printf '%s\n' "$line"; done)");
        return true;
    case debug::Fault::Exit120:
    case debug::Fault::Crash:
    case debug::Fault::NoNewline:
    case debug::Fault::ClientGone: return false;
    }
    return false;
}

void spoilAnswer(debug::Fault fault, plugin::Answer& answer)
{
    switch (fault) {
    case debug::Fault::Exit120: answer.exit = {plugin::Exit::Kind::Code, 120, {}}; return;
    case debug::Fault::Crash: answer.exit = {plugin::Exit::Kind::Signal, SIGSEGV, {}}; return;
    case debug::Fault::NoNewline:
        if (answer.output.ends_with('\n'))
            answer.output.pop_back();
        return;
    case debug::Fault::Hang:
    case debug::Fault::Flood:
    case debug::Fault::SlowOutput:
    case debug::Fault::ClientGone: return;
    }
}

} // namespace spp::scenario
