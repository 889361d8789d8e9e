// SPDX-License-Identifier: MIT
/// What smtpplugins says: sections, paths, order. Part of checkHome().
#pragma once

#include "core/check/check.h"
#include "core/check/smtpplugins_lines.h"

namespace spp::check
{

/// Sections: unknown, misspelt, of another dialect; lines above the first.
void checkSections(const Subject& subject, const SmtpPluginsLines& lines, std::vector<Finding>& findings);

/// Each line's program: is it there, can it run.
void checkPrograms(const Subject& subject, const SmtpPluginsLines& lines, std::vector<Finding>& findings);

/// One line against the others: twice the same, never reached.
void checkOrder(const Subject& subject, const SmtpPluginsLines& lines, std::vector<Finding>& findings);

} // namespace spp::check
