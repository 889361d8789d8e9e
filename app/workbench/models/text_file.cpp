// SPDX-License-Identifier: MIT
#include "app/workbench/models/text_file.h"

#include "app/workbench/models/replace_file.h"

#include <QFile>
#include <QFileInfo>
#include <QStringDecoder>

#include <algorithm>

namespace spp::workbench
{

namespace
{

/// Qt's documents take these for the end of a paragraph, so a text with one of them would not come back as it was.
bool isParagraphEnd(QChar character)
{
    return character == QChar::ParagraphSeparator || character == QChar(0xfdd0) || character == QChar(0xfdd1);
}

bool keepsItsBytes(const QString& text, const QByteArray& bytes)
{
    return std::ranges::none_of(text, isParagraphEnd) && !text.contains(QChar(carriageReturnSymbol)) &&
           text.toUtf8() == bytes;
}

LineEnd findLineEnd(const QString& text)
{
    const auto returns = text.count(u'\r');
    if (returns == 0)
        return LineEnd::Lf;
    const bool always = returns == text.count(u'\n') && returns == text.count(QStringLiteral("\r\n"));
    return always ? LineEnd::CrLf : LineEnd::Mixed;
}

qsizetype lineOf(const QString& text, qsizetype position)
{
    return QStringView(text).left(position).count(u'\n') + 1;
}

tl::unexpected<Error> failed(const QString& path, const QString& what)
{
    return fail(Fault::Configuration, QStringLiteral("%1 %2").arg(path, what).toStdString());
}

bool hasLongLine(const QByteArray& bytes)
{
    for (qsizetype begin = 0, end = 0; begin < bytes.size(); begin = end + 1) {
        end = bytes.indexOf('\n', begin);
        if ((end < 0 ? bytes.size() : end) - begin > maxTextLine)
            return true;
        if (end < 0)
            break;
    }
    return false;
}

QString readingError(const QFileDevice& file)
{
    return file.errorString().isEmpty() ? QStringLiteral("unknown error") : file.errorString();
}

} // namespace

TextFile parseText(const QByteArray& bytes)
{
    // Keeps a byte order mark as a character, since it must be written again.
    QStringDecoder decode(QStringDecoder::Utf8, QStringDecoder::Flag::ConvertInitialBom);
    TextFile file;
    file.text = decode(bytes);
    if (!keepsItsBytes(file.text, bytes)) {
        file.encoding = Encoding::Latin1;
        file.text = QString::fromLatin1(bytes);
    }
    file.lineEnd = findLineEnd(file.text);
    if (file.lineEnd == LineEnd::CrLf)
        file.text.remove(u'\r');
    else
        file.text.replace(u'\r', QChar(carriageReturnSymbol));
    return file;
}

Result<QByteArray> formatText(const TextFile& file)
{
    QString text = file.text;
    if (file.lineEnd == LineEnd::CrLf)
        text.replace(u'\n', QStringLiteral("\r\n"));
    else if (file.lineEnd == LineEnd::Mixed)
        text.replace(QChar(carriageReturnSymbol), u'\r');
    if (file.encoding == Encoding::Utf8)
        return text.toUtf8();

    const auto foreign = std::ranges::find_if(text, [](QChar character) { return character.unicode() > 0xff; });
    if (foreign != text.end()) {
        const auto line = lineOf(text, foreign - text.begin());
        return fail(
            Fault::Configuration,
            QStringLiteral("line %1 has the character '%2', which a Latin-1 file can't hold; replace it and save again")
                .arg(line)
                .arg(*foreign)
                .toStdString());
    }
    return text.toLatin1();
}

Result<TextFile> readTextFile(const QString& path)
{
    const QFileInfo info(path);
    if (!info.exists())
        return failed(path, QStringLiteral("does not exist."));
    // Opening a FIFO would wait for a writer, so this is asked before.
    if (!info.isFile())
        return failed(path, info.isDir() ? QStringLiteral("is a folder; open one of its files.")
                                         : QStringLiteral("is not a regular file, so there is no text to show."));

    const QString tooLarge = QStringLiteral("is larger than 8 MiB; look at it with a pager such as less.");
    if (info.size() > maxTextFileSize)
        return failed(path, tooLarge);

    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return failed(path, QStringLiteral("can't be read: %1. Check its permissions.").arg(readingError(file)));
    const QByteArray bytes = file.read(maxTextFileSize + 1);
    if (file.error() != QFileDevice::NoError)
        return failed(path, QStringLiteral("can't be read: %1.").arg(readingError(file)));
    if (bytes.size() > maxTextFileSize) // it grows, or the system does not tell the size of such files
        return failed(path, tooLarge);
    if (bytes.contains('\0'))
        return failed(path, QStringLiteral("is a binary file (it holds NUL bytes), so there is no text to edit."));
    if (bytes.count('\n') > maxTextLines)
        return failed(path, QStringLiteral("has more than 200,000 lines; look at it with a pager such as less."));
    if (hasLongLine(bytes))
        return failed(path,
                      QStringLiteral("has a line of more than 100,000 bytes, so it is hardly text; look at it with a "
                                     "pager such as less."));
    return parseText(bytes);
}

Result<void> writeTextFile(const QString& path, const TextFile& file)
{
    const auto bytes = formatText(file);
    if (!bytes)
        return tl::unexpected<Error>(bytes.error().at(path.toStdString()));

    if (const auto why = replaceFile(path, *bytes))
        return failed(path, QStringLiteral("could not be saved: %1. The file on disk is as it was.").arg(*why));
    return {};
}

QString formatEncoding(Encoding encoding)
{
    return encoding == Encoding::Utf8 ? QStringLiteral("UTF-8") : QStringLiteral("Latin-1");
}

QString formatLineEnd(LineEnd lineEnd)
{
    switch (lineEnd) {
    case LineEnd::Lf: return QStringLiteral("LF");
    case LineEnd::CrLf: return QStringLiteral("CRLF");
    case LineEnd::Mixed: return QStringLiteral("mixed line ends");
    }
    return {};
}

} // namespace spp::workbench
