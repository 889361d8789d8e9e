// SPDX-License-Identifier: MIT
#include "app/workbench/private_home/home_choice.h"

#include <QCryptographicHash>
#include <QSettings>

namespace spp::workbench
{

namespace
{

const QString privateKey = QStringLiteral("private");
const QString networkKey = QStringLiteral("network");

/// Paths have characters that a settings' key can't have.
QString groupOfHome(const QString& home)
{
    return QStringLiteral("homes/") +
           QString::fromLatin1(QCryptographicHash::hash(home.toUtf8(), QCryptographicHash::Sha256).toHex().left(32));
}

} // namespace

std::optional<PrivateHome> readHomeChoice(const QString& home)
{
    QSettings settings;
    settings.beginGroup(groupOfHome(home));
    if (!settings.value(privateKey).toBool())
        return std::nullopt;
    return PrivateHome{settings.value(networkKey).toBool()};
}

void writeHomeChoice(const QString& home, const std::optional<PrivateHome>& choice)
{
    QSettings settings;
    settings.beginGroup(groupOfHome(home));
    settings.remove(QString());
    if (!choice)
        return;
    settings.setValue(privateKey, true);
    settings.setValue(networkKey, choice->network);
}

} // namespace spp::workbench
