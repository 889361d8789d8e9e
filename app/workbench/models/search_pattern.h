// SPDX-License-Identifier: MIT
/// What a person looks for in texts. Thread-safe: values.
#pragma once

#include <QRegularExpression>
#include <QString>

namespace spp::workbench
{

struct SearchPattern
{
    QString needle;
    bool matchesCase = false;
    bool isRegular = false; ///< a regular expression, as PCRE knows them

    /// Bounded: what backtracks without end is given up. Empty if nothing is looked for; invalid if the needle is no expression.
    QRegularExpression expression() const;
};

} // namespace spp::workbench
