// SPDX-License-Identifier: MIT
/// The files of a home that a person may want to open or to search. Thread-safe: a value, and a function that reads the disk.
#pragma once

#include <QStringList>

#include <functional>

namespace spp::workbench
{

/// A home has some dozens; who has more than this has named the wrong folder.
inline constexpr qsizetype maxListedFiles = 20'000;

struct HomeListing
{
    QStringList files;  ///< relative to the home, sorted
    bool isCut = false; ///< there are more than maxListedFiles
};

/// Regular files in the home and all folders below it, those that links lead to, too, each once. Not among them: what is hidden,
/// backups of editors, and mail (the folders queue and Maildir).
/// @param isWanted asked now and then; when it says no the listing ends as it is
HomeListing listHome(const QString& home, const std::function<bool()>& isWanted);

} // namespace spp::workbench
