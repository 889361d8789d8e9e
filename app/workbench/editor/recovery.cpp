// SPDX-License-Identifier: MIT
#include "app/workbench/editor/recovery.h"

#include "app/workbench/models/process_mark.h"
#include "app/workbench/models/replace_file.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QStandardPaths>

namespace spp::workbench
{

Recovery::Recovery(const QString& path)
    : m_folder(QStandardPaths::writableLocation(QStandardPaths::AppLocalDataLocation) + QStringLiteral("/unsaved")),
      m_name(QString::fromLatin1(QCryptographicHash::hash(path.toUtf8(), QCryptographicHash::Sha256).toHex().left(32)))
{}

bool Recovery::keep(const QByteArray& bytes) const
{
    if (!QDir().mkpath(m_folder))
        return false;
    constexpr mode_t forThisUserAlone = 0600;
    return !replaceFile(ownFile(), bytes, forThisUserAlone);
}

void Recovery::forget() const
{
    QFile::remove(ownFile());
}

std::optional<QByteArray> Recovery::leftBehind() const
{
    for (const QString& path : leftFiles())
        if (QFile file(path); file.open(QIODevice::ReadOnly))
            return file.readAll();
    return std::nullopt;
}

void Recovery::forgetLeftBehind() const
{
    for (const QString& path : leftFiles())
        QFile::remove(path);
}

QString Recovery::ownFile() const
{
    static const QString own = markOfThisProcess();
    return QStringLiteral("%1/%2.%3").arg(m_folder, m_name, own);
}

/// The newest first.
QStringList Recovery::leftFiles() const
{
    QStringList paths;
    for (const auto& file : QDir(m_folder).entryInfoList({m_name + QStringLiteral(".*")}, QDir::Files, QDir::Time))
        if (!isAlive(file.suffix()))
            paths << file.filePath();
    return paths;
}

} // namespace spp::workbench
