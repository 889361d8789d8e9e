// SPDX-License-Identifier: MIT
#include "app/workbench/models/text_replacement.h"

namespace spp::workbench
{

QString replacementOf(const QRegularExpressionMatch& match, const QString& written, bool isRegular)
{
    if (!isRegular)
        return written;
    QString result;
    for (qsizetype at = 0; at < written.size(); ++at) {
        const QChar next = at + 1 < written.size() ? written[at + 1] : QChar();
        if (written[at] != u'\\' || next.isNull()) {
            result += written[at];
            continue;
        }
        ++at;
        if (next >= u'0' && next <= u'9')
            result += match.captured(next.unicode() - u'0');
        else
            result += next == u'n' ? QChar(u'\n') : next == u't' ? QChar(u'\t') : next;
    }
    return result;
}

Replaced replaceAllIn(const QString& text, const QRegularExpression& expression, const QString& written, bool isRegular)
{
    Replaced replaced;
    qsizetype done = 0;
    for (auto each = expression.globalMatch(text); each.hasNext();) {
        const auto match = each.next();
        if (match.capturedLength() == 0)
            continue;
        replaced.text += QStringView(text).mid(done, match.capturedStart() - done);
        replaced.text += replacementOf(match, written, isRegular);
        done = match.capturedEnd();
        ++replaced.count;
    }
    replaced.text += QStringView(text).mid(done);
    return replaced;
}

} // namespace spp::workbench
