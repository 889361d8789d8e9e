// SPDX-License-Identifier: MIT
/// The dialog that a session runs: its file, and what was read from it. Of a scenario with several sessions it is the first. A value.
#pragma once

#include "core/base/error.h"
#include "core/scenario/dialog.h"

#include <QString>

#include <cstddef>
#include <optional>

namespace spp::workbench
{

struct LoadedDialog
{
    QString path;
    scenario::Dialog dialog;
    std::size_t sessions = 1; ///< that the file has, over all of its cases

    /// Reads a *.spp file. The sentence of an error names the file, and the line if one is to blame.
    static Result<LoadedDialog> read(const QString& path);

    /// The folder that its sessions run in: the one that it names, or else the window's. Empty: there is none.
    QString homeFor(const QString& windowHome) const;
    /// Its title, or the name of its file.
    QString shownTitle() const;
    /// The client's line at or behind a line of the file; 0: there is none.
    std::size_t clientLineFrom(std::size_t line) const;
};

/// The line that an error of LoadedDialog::read() names.
std::optional<int> lineOfError(const QString& path, const QString& sentence);

} // namespace spp::workbench
