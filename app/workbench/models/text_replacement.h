// SPDX-License-Identifier: MIT
/// What a person puts in the place of what was found. Pure.
#pragma once

#include <QRegularExpression>
#include <QString>

namespace spp::workbench
{

/// Of a regular expression \0 to \9 are what the groups matched, \n and \t what they are in most languages; without one nothing is special.
QString replacementOf(const QRegularExpressionMatch& match, const QString& written, bool isRegular);

struct Replaced
{
    QString text;
    int count = 0; ///< of the places
};

/// Empty matches are left alone.
Replaced replaceAllIn(const QString& text, const QRegularExpression& expression, const QString& written,
                      bool isRegular);

} // namespace spp::workbench
