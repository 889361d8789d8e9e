// SPDX-License-Identifier: MIT
#include "core/debug/fault.h"

#include <algorithm>

namespace spp::debug
{

std::string_view formatFault(Fault fault)
{
    switch (fault) {
    case Fault::Exit120: return "exit-120";
    case Fault::Crash: return "crash";
    case Fault::Hang: return "hang";
    case Fault::Flood: return "flood";
    case Fault::SlowOutput: return "slow";
    case Fault::NoNewline: return "no-newline";
    case Fault::ClientGone: return "client-gone";
    }
    return {};
}

std::optional<Fault> parseFault(std::string_view word)
{
    const auto* found =
        std::find_if(allFaults.begin(), allFaults.end(), [&](Fault each) { return formatFault(each) == word; });
    return found == allFaults.end() ? std::nullopt : std::optional(*found);
}

bool isInAnswer(Fault fault)
{
    switch (fault) {
    case Fault::Exit120:
    case Fault::Crash:
    case Fault::NoNewline: return true;
    case Fault::Hang:
    case Fault::Flood:
    case Fault::SlowOutput:
    case Fault::ClientGone: return false;
    }
    return false;
}

} // namespace spp::debug
