// SPDX-License-Identifier: MIT
/// Writes a file so that whoever reads it, at any moment and after any crash, finds all of the old bytes or all of the new ones.
/// Thread-safe, as long as two threads don't write the same file.
#pragma once

#include <QByteArray>
#include <QString>

#include <optional>

#include <sys/types.h>

namespace spp::workbench
{

/// The new bytes are written beside the file, under a hidden name, and then take its place. Keeps the mode, and the owner as far as the
/// system allows; a link stays one. A process that was killed may leave its hidden file; the next one that writes the same file removes
/// it.
/// @param modeIfNew its mode if there is no such file yet; the umask counts
/// @return why it did not work, for a person, to stand behind a colon; the file is then as it was. nullopt: written
std::optional<QString> replaceFile(const QString& path, const QByteArray& bytes, mode_t modeIfNew = 0666);

/// Whether replaceFile may write in this file's folder, as far as the system tells.
bool mayReplaceFile(const QString& path);

} // namespace spp::workbench
