// SPDX-License-Identifier: MIT
/// “Accept what happened”: the text of a scenario expects it from now on. Not thread-safe: for the window's thread.
#pragma once

#include "app/workbench/engine/rehearsal.h"

#include <QString>

#include <string>
#include <string_view>
#include <vector>

namespace spp::workbench
{

class EditorTabs;

/// Those changes of the lines of a text that are there still in another, with their numbers in that.
std::vector<scenario::LineChange> moveChanges(const std::vector<scenario::LineChange>& changes, std::string_view before,
                                              std::string_view now);

struct Accepted
{
    std::size_t changed = 0; ///< lines
    bool isAll = false;      ///< nothing was left
    QString words;           ///< what was done, and what was not and why
};

/// Opens the file and changes its text in the editor, in one step that undo takes back; nothing is saved. What was edited since it
/// happened stays as it is.
Accepted accept(EditorTabs& editors, const Acceptance& acceptance);

} // namespace spp::workbench
