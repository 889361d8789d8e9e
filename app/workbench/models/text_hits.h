// SPDX-License-Identifier: MIT
/// Where in a text something is found, as a list shows it. Thread-safe: values.
#pragma once

#include <QList>
#include <QRegularExpression>
#include <QString>

namespace spp::workbench
{

struct TextHit
{
    int line = 1;    ///< from 1
    int column = 0;  ///< in characters, from 0
    int length = 0;  ///< in characters; may go beyond the line
    QString excerpt; ///< the line, or the part around the hit where it is long; without the blanks that it begins with
    int begin = 0;   ///< of the hit in the excerpt
    int end = 0;
};

/// In their order; empty ones don't count. @param most ends the search
QList<TextHit> findInText(const QString& text, const QRegularExpression& expression, qsizetype most);

} // namespace spp::workbench
