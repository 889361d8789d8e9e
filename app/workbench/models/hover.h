// SPDX-License-Identifier: MIT
/// What there is to tell of a place in a file of the home. Pure functions, thread-safe.
#pragma once

#include "app/workbench/models/home_facts.h"
#include "app/workbench/models/text_kind.h"

#include <QString>

namespace spp::workbench
{

/// Rich text about what stands at a column (from 0) of a line; empty if there is nothing to tell.
QString hoverTip(const QString& line, int column, TextKind kind, const HomeFacts& facts);

} // namespace spp::workbench
