// SPDX-License-Identifier: MIT
/// Lets Ctrl-C, SIGTERM and the end of the terminal end the application in an orderly way, so that plugins are ended and private homes
/// are removed. For the window's thread.
#pragma once

namespace spp::workbench
{

/// From now on, for the application that there is. Another signal of the same kind ends it at once.
void quitOnSignals();

} // namespace spp::workbench
