// SPDX-License-Identifier: MIT
/// Whether the sessions of a home run in a private copy of it, kept in the person's settings by home. Not thread-safe: for the window's
/// thread.
#pragma once

#include "app/workbench/engine/private_home.h"

#include <QString>

#include <optional>

namespace spp::workbench
{

/// nullopt, as at first: in the home itself.
std::optional<PrivateHome> readHomeChoice(const QString& home);
void writeHomeChoice(const QString& home, const std::optional<PrivateHome>& choice);

} // namespace spp::workbench
