// SPDX-License-Identifier: MIT
/// Where and why a session is held, in words. Pure.
#pragma once

#include "core/debug/intervention.h"

#include <QString>

namespace spp::workbench
{

/// "Held before plugins/rbl runs"
QString describePlace(const debug::Stop& stop);

/// "The breakpoint “plugin plugins/rbl” was hit.", or what the person had asked for.
QString describeReason(const debug::Held& held, debug::Pace pace);

/// What a person has decided there: “plugins/rbl is answered for: E550 no; exit 0”; empty: nothing.
QString describeDecision(const debug::Stop& stop, const debug::Decision& decision);

} // namespace spp::workbench
