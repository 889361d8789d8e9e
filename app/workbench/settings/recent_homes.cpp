// SPDX-License-Identifier: MIT
#include "app/workbench/settings/recent_homes.h"

#include <QSettings>

namespace spp::workbench
{

namespace
{

const QString key = QStringLiteral("recentHomes");

} // namespace

QStringList readRecentHomes()
{
    return QSettings().value(key).toStringList();
}

void writeRecentHome(const QString& home)
{
    QStringList homes = readRecentHomes();
    homes.removeAll(home);
    homes.prepend(home);
    QSettings().setValue(key, homes.mid(0, maxRecentHomes));
}

} // namespace spp::workbench
