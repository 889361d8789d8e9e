// SPDX-License-Identifier: MIT
/// Faults on demand, the same every time: what a plugin or a client does wrong because the debugger makes it so. Values.
#pragma once

#include <array>
#include <optional>
#include <string_view>

namespace spp::debug
{

enum class Fault {
    Exit120,    ///< the plugin ends with exit 120, as one that can't be executed
    Crash,      ///< it is killed by a signal once it has printed
    Hang,       ///< it prints nothing and never ends
    Flood,      ///< it prints without end
    SlowOutput, ///< it prints a line a second
    NoNewline,  ///< its last line has no newline
    ClientGone, ///< the client goes away while it runs
};

inline constexpr std::array allFaults{Fault::Exit120,    Fault::Crash,     Fault::Hang,      Fault::Flood,
                                      Fault::SlowOutput, Fault::NoNewline, Fault::ClientGone};

/// One word: "exit-120", "no-newline" …
std::string_view formatFault(Fault fault);
std::optional<Fault> parseFault(std::string_view word);

/// It is made from what the plugin answers, so it can be made after the plugin has run, too.
bool isInAnswer(Fault fault);

} // namespace spp::debug
