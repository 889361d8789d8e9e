// SPDX-License-Identifier: MIT
#include "app/workbench/models/search_pattern.h"

namespace spp::workbench
{

namespace
{

/// A pattern that backtracks without end is given up: somebody waits for it.
const QString searchBounds = QStringLiteral("(*LIMIT_MATCH=300000)");

} // namespace

QRegularExpression SearchPattern::expression() const
{
    if (needle.isEmpty())
        return {};
    auto options = QRegularExpression::MultilineOption | QRegularExpression::UseUnicodePropertiesOption;
    if (!matchesCase)
        options |= QRegularExpression::CaseInsensitiveOption;
    return QRegularExpression(isRegular ? searchBounds + needle : QRegularExpression::escape(needle), options);
}

} // namespace spp::workbench
