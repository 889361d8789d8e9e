// SPDX-License-Identifier: MIT
#include "app/workbench/models/text_hits.h"

#include <algorithm>

namespace spp::workbench
{

namespace
{

/// In characters: more than that no list has room for.
constexpr qsizetype longestExcerpt = 200;
constexpr qsizetype shownBefore = 60; ///< of a long line, in front of the hit

qsizetype endOfLine(const QString& text, qsizetype from)
{
    const qsizetype end = text.indexOf(u'\n', from);
    return end < 0 ? text.size() : end;
}

struct Line
{
    int number = 1;
    qsizetype begin = 0;
    qsizetype end = 0;
};

TextHit hitAt(const QString& text, const Line& line, qsizetype begin, qsizetype end)
{
    qsizetype from = line.begin;
    if (line.end - line.begin > longestExcerpt)
        from = std::max(line.begin, begin - shownBefore);
    while (from < begin && text[from].isSpace())
        ++from;
    const qsizetype to = std::min(line.end, from + longestExcerpt);
    return {.line = line.number,
            .column = static_cast<int>(begin - line.begin),
            .length = static_cast<int>(end - begin),
            .excerpt = text.mid(from, to - from),
            .begin = static_cast<int>(begin - from),
            .end = static_cast<int>(std::min(end, to) - from)};
}

} // namespace

QList<TextHit> findInText(const QString& text, const QRegularExpression& expression, qsizetype most)
{
    QList<TextHit> hits;
    if (expression.pattern().isEmpty() || !expression.isValid())
        return hits;
    Line line{1, 0, endOfLine(text, 0)};
    for (auto each = expression.globalMatch(text); each.hasNext() && hits.size() < most;) {
        const auto match = each.next();
        if (match.capturedLength() == 0)
            continue;
        while (line.end < match.capturedStart())
            line = {line.number + 1, line.end + 1, endOfLine(text, line.end + 1)};
        hits.append(hitAt(text, line, match.capturedStart(), match.capturedEnd()));
    }
    return hits;
}

} // namespace spp::workbench
