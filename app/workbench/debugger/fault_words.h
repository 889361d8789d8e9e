// SPDX-License-Identifier: MIT
/// What is done to a plugin's run, in words. Pure.
#pragma once

#include "core/debug/intervention.h"

#include <QString>

#include <array>

namespace spp::workbench
{

inline constexpr std::array allFaults{debug::Fault::Exit120,   debug::Fault::Crash,      debug::Fault::Hang,
                                      debug::Fault::Flood,     debug::Fault::SlowOutput, debug::Fault::NoNewline,
                                      debug::Fault::ClientGone};

/// "it crashes once it has printed"
QString describeFault(debug::Fault fault);

/// "answers instead: E550 no; exit 0"
QString describeIntervention(const debug::Intervention& what);

} // namespace spp::workbench
