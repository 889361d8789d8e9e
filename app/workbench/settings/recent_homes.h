// SPDX-License-Identifier: MIT
/// The homes that were open lately, most recent first, kept in the person's settings. Not thread-safe: for the window's thread.
#pragma once

#include <QStringList>

namespace spp::workbench
{

inline constexpr qsizetype maxRecentHomes = 8;

QStringList readRecentHomes();

/// Puts the home first; an older mention of it goes away.
void writeRecentHome(const QString& home);

} // namespace spp::workbench
