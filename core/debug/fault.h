// SPDX-License-Identifier: MIT
/// Faults on demand, the same every time: what a plugin or a client does wrong because the debugger makes it so. Values.
#pragma once

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

} // namespace spp::debug
