// SPDX-License-Identifier: MIT
/// What kind of file of a home a text is, as far as completion and tips must know. Pure functions.
#pragma once

#include "core/check/script.h"

#include <QString>

namespace spp::workbench
{

struct TextKind
{
    enum class Is { SmtpPlugins, Dialog, Program };
    Is is = Is::Program;
    check::Language language = check::Language::Unknown; ///< of a program
};

/// @param firstLine of the text
TextKind textKindOf(const QString& path, const QString& firstLine);

} // namespace spp::workbench
