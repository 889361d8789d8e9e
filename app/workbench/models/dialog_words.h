// SPDX-License-Identifier: MIT
/// The words that a dialog (*.spp) is made of, each with a few words about it; see core/scenario/dialog.h. Static data.
#pragma once

#include "app/workbench/models/completion.h"

namespace spp::workbench
{

QList<Proposal> dialogKeywords();
QList<Proposal> smtpCommands();
QList<Proposal> replyCodes();
QList<Proposal> dialectNames();

} // namespace spp::workbench
