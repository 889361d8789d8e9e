// SPDX-License-Identifier: MIT
#include "app/workbench/editor/recovery.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QSaveFile>
#include <QStandardPaths>

namespace spp::workbench
{

namespace
{

/// Tells a process from all others, those that have had its number included: proc_pid_stat(5), starttime. Empty: it runs no more.
QString markOf(qint64 process)
{
    QFile file(QStringLiteral("/proc/%1/stat").arg(process));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const QByteArray line = file.readAll();
    const auto words = line.mid(line.lastIndexOf(')') + 1).simplified().split(' ');
    constexpr qsizetype startTime = 19; // the 22nd word, where the state is the third
    return QStringLiteral("%1-%2").arg(process).arg(QString::fromLatin1(words.value(startTime)));
}

} // namespace

Recovery::Recovery(const QString& path)
    : m_folder(QStandardPaths::writableLocation(QStandardPaths::AppLocalDataLocation) + QStringLiteral("/unsaved")),
      m_name(QString::fromLatin1(QCryptographicHash::hash(path.toUtf8(), QCryptographicHash::Sha256).toHex().left(32)))
{}

bool Recovery::keep(const QByteArray& bytes) const
{
    if (!QDir().mkpath(m_folder))
        return false;
    QSaveFile file(ownFile());
    return file.open(QIODevice::WriteOnly) && file.setPermissions(QFile::ReadOwner | QFile::WriteOwner) &&
           file.write(bytes) == bytes.size() && file.commit();
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
    static const QString own = markOf(QCoreApplication::applicationPid());
    return QStringLiteral("%1/%2.%3").arg(m_folder, m_name, own);
}

/// The newest first.
QStringList Recovery::leftFiles() const
{
    QStringList paths;
    for (const auto& file : QDir(m_folder).entryInfoList({m_name + QStringLiteral(".*")}, QDir::Files, QDir::Time)) {
        const QString owner = file.suffix();
        if (owner != markOf(owner.section(u'-', 0, 0).toLongLong()))
            paths << file.filePath();
    }
    return paths;
}

} // namespace spp::workbench
