// SPDX-License-Identifier: MIT
/// Where homes were deployed to, kept in the person's settings. Not thread-safe: for the window's thread.
#pragma once

#include <QStringList>

namespace spp::workbench
{

inline constexpr qsizetype maxDeployTargets = 8;

/// Of this home; empty: it was not deployed yet.
QString readDeployTarget(const QString& home);
/// Of all homes, most recent first.
QStringList readDeployTargets();
void writeDeployTarget(const QString& home, const QString& target);

} // namespace spp::workbench
