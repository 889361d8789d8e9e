// SPDX-License-Identifier: MIT
#include "app/workbench/deploy/deploy_targets.h"

#include "app/workbench/settings/home_group.h"

#include <QSettings>

namespace spp::workbench
{

namespace
{

const QString recentTargetsKey = QStringLiteral("deployTargets");

QString targetKey(const QString& home)
{
    return groupOfHome(QStringLiteral("deployments"), home) + QStringLiteral("/target");
}

} // namespace

QString readDeployTarget(const QString& home)
{
    return QSettings().value(targetKey(home)).toString();
}

QStringList readDeployTargets()
{
    return QSettings().value(recentTargetsKey).toStringList();
}

void writeDeployTarget(const QString& home, const QString& target)
{
    QStringList targets = readDeployTargets();
    targets.removeAll(target);
    targets.prepend(target);
    QSettings settings;
    settings.setValue(recentTargetsKey, targets.mid(0, maxDeployTargets));
    settings.setValue(targetKey(home), target);
}

} // namespace spp::workbench
