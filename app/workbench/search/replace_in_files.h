// SPDX-License-Identifier: MIT
/// Replaces what was found in a home. Each file is opened and changed in its tab, in one step that undo takes back; nothing is saved, so
/// that nothing is lost and the person sees first what has become of it. Not thread-safe: for the window's thread.
#pragma once

#include "app/workbench/models/search_pattern.h"

#include <QStringList>

namespace spp::workbench
{

class EditorTabs;

/// So many files are opened at most.
inline constexpr int maxReplacedFiles = 40;

struct Replacement
{
    SearchPattern pattern;
    QString text; ///< see replacementOf()
    QStringList paths;
};

/// @return what was done, in a sentence
QString replaceInFiles(EditorTabs& editors, const Replacement& replacement);

} // namespace spp::workbench
