// SPDX-License-Identifier: MIT
/// The dialog that a session runs: a session of a scenario, and what was read of that. A value.
#pragma once

#include "app/workbench/engine/rehearsal.h"
#include "core/base/error.h"
#include "core/scenario/dialog.h"

#include <QString>

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace spp::workbench
{

struct LoadedDialog
{
    ScenarioPlace place;
    scenario::Dialog dialog;
    std::vector<scenario::Dialog> before;    ///< sessions of its case that come before it
    std::size_t cases = 1;                   ///< that the file has
    std::size_t sessions = 1;                ///< that its case has
    std::shared_ptr<const std::string> text; ///< of the file

    const QString& path() const { return place.path; }

    /// Reads a *.spp file. The sentence of an error names the file, and the line if one is to blame.
    static Result<LoadedDialog> read(const ScenarioPlace& place);

    /// The folder that its sessions run in: the one that it names, or else the window's. Empty: there is none.
    QString homeFor(const QString& windowHome) const;
    /// Its title, or the name of its file; and which of the file's sessions it is.
    QString shownTitle() const;
    /// The client's line at or behind a line of the file; 0: there is none.
    std::size_t clientLineFrom(std::size_t line) const;
};

/// The line that an error of LoadedDialog::read() names.
std::optional<int> lineOfError(const QString& path, const QString& sentence);

} // namespace spp::workbench
