// SPDX-License-Identifier: MIT
#include "app/workbench/settings/home_group.h"

#include <QCryptographicHash>

namespace spp::workbench
{

QString groupOfHome(const QString& of, const QString& home)
{
    const QByteArray hash = QCryptographicHash::hash(home.toUtf8(), QCryptographicHash::Sha256).toHex();
    return of + u'/' + QString::fromLatin1(hash.left(32));
}

} // namespace spp::workbench
