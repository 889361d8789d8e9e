// SPDX-License-Identifier: MIT
#include "app/workbench/models/hover.h"

#include "app/workbench/models/tips.h"
#include "core/check/smtpplugins_outline.h"

#include <algorithm>

namespace spp::workbench
{

namespace
{

bool isNameLetter(QChar c)
{
    return (c >= u'A' && c <= u'Z') || (c >= u'0' && c <= u'9') || c == u'_';
}

/// Names of the environment are in capitals, and so this finds none within other words.
QString nameAround(const QString& line, int column)
{
    const auto isPartOfWord = [](QChar c) { return c.isLetterOrNumber() || c == u'_'; };
    qsizetype begin = column;
    qsizetype end = column;
    while (begin > 0 && isPartOfWord(line[begin - 1]))
        --begin;
    while (end < line.size() && isPartOfWord(line[end]))
        ++end;
    const QString word = line.mid(begin, end - begin);
    return std::ranges::all_of(word, isNameLetter) ? word : QString();
}

QString tipOfVariable(const QString& line, int column)
{
    QString name = nameAround(line, column);
    if (name.isEmpty() && column + 1 < line.size()) // on the $ in front
        name = line[column] == u'$' ? nameAround(line, column + (line[column + 1] == u'{' ? 2 : 1)) : QString();
    const auto* variable = name.isEmpty() ? nullptr : plugin::findVariable(name.toStdString());
    return variable ? variableTip(name, *variable) : QString();
}

QString tipOfSmtpPlugins(const QString& line, int column, const HomeFacts& facts)
{
    const std::string bytes = line.toStdString();
    if (const auto parsed = control::SmtpPlugins::parse(bytes); !parsed.headings().empty())
        return sectionTip(parsed.headings().front().section, *facts.dialect);
    const auto knows = [&facts](std::string_view path) { return facts.find(path) != nullptr; };
    const auto mark = check::offMark(bytes, knows);
    if (mark == 0 && line.startsWith(u'#'))
        return {};
    const auto text = std::string_view(bytes).substr(mark, bytes.find_last_not_of(" \t") + 1 - mark);
    const auto place = check::programPlace(text);
    const auto begin = static_cast<qsizetype>(mark + place.begin);
    const auto at = line.left(column).toUtf8().size();
    if (at >= begin && at < static_cast<qsizetype>(mark + place.end))
        return programTip(text.substr(place.begin, place.end - place.begin), facts);
    return tipOfVariable(line, column);
}

} // namespace

QString hoverTip(const QString& line, int column, TextKind kind, const HomeFacts& facts)
{
    if (column < 0 || column >= line.size())
        return {};
    switch (kind.is) {
    case TextKind::Is::SmtpPlugins: return tipOfSmtpPlugins(line, column, facts);
    case TextKind::Is::Dialog:
    case TextKind::Is::Program: return tipOfVariable(line, column);
    }
    return {};
}

} // namespace spp::workbench
