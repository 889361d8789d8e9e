// SPDX-License-Identifier: MIT
/// What the engine would do with the line of output that a scenario answers with: "answer plugins/rbl E451 wait". Pure.
#pragma once

#include <QString>

namespace spp::workbench
{

/// A sentence; empty if the line is no answer.
QString answerHint(const QString& line);

} // namespace spp::workbench
