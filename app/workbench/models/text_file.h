// SPDX-License-Identifier: MIT
/// A file's text as an editor needs it, and the way back to the very same bytes: control files and plugins are bytes, and what a
/// person did not touch must not change. Thread-safe: values and free functions.
#pragma once

#include "core/base/error.h"

#include <QByteArray>
#include <QString>

namespace spp::workbench
{

/// Utf8 when the bytes are valid UTF-8; otherwise Latin1, in which every byte is one character.
enum class Encoding { Utf8, Latin1 };

/// Mixed: the file has several kinds of line ends, or a CR of its own. Such a CR stands in the text as carriageReturnSymbol.
enum class LineEnd { Lf, CrLf, Mixed };

struct TextFile
{
    QString text; ///< lines end in LF alone
    Encoding encoding = Encoding::Utf8;
    LineEnd lineEnd = LineEnd::Lf;

    bool operator==(const TextFile&) const = default;
};

/// Shown in place of a CR that is kept as a character: U+240D, the picture of a carriage return.
inline constexpr char16_t carriageReturnSymbol = u'\u240D';

/// Larger files are not opened: an editor is no tool for them, and undo keeps several copies in memory.
inline constexpr qint64 maxTextFileSize = 8 * 1024 * 1024;

/// An editor waits for each line that comes and for the whole of a line that is typed in: with more the window would stand still.
inline constexpr qsizetype maxTextLines = 200'000;
inline constexpr qsizetype maxTextLine = 100'000; ///< in bytes

/// Never fails; bytes with NUL are parsed too, readTextFile is what refuses them.
TextFile parseText(const QByteArray& bytes);

/// Fails if a character has no place in the file's encoding; the message names its line.
Result<QByteArray> formatText(const TextFile& file);

/// Fails if the file can't be read, is no regular file, is larger than the limits above or holds NUL bytes.
Result<TextFile> readTextFile(const QString& path);

/// Replaces the file in one step, so that a reader sees the old bytes or the new ones. Keeps permissions, and the owner as far as
/// the system allows. On failure the file is as it was.
Result<void> writeTextFile(const QString& path, const TextFile& file);

/// "UTF-8", "Latin-1".
QString formatEncoding(Encoding encoding);

/// "LF", "CRLF", "mixed line ends".
QString formatLineEnd(LineEnd lineEnd);

} // namespace spp::workbench
