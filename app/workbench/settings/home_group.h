// SPDX-License-Identifier: MIT
/// Where the settings of one home are kept: paths have characters that a settings' key can't have. A pure function.
#pragma once

#include <QString>

namespace spp::workbench
{

/// @param of "worlds", "deployments"
QString groupOfHome(const QString& of, const QString& home);

} // namespace spp::workbench
