// SPDX-License-Identifier: MIT
/// Small buttons without a frame, for bars. What the tool tip says is their name for screen readers, too. For the window's thread.
#pragma once

#include "app/workbench/settings/icons.h"

class QToolButton;

namespace spp::workbench
{

QToolButton* newIconButton(LineIcon icon, const QString& toolTip);
/// Can be switched on; `text` is a sign or two.
QToolButton* newSwitchButton(const QString& text, const QString& toolTip);

} // namespace spp::workbench
