// SPDX-License-Identifier: MIT
#include "app/workbench/debugger/run_on_save.h"

#include "core/library/build.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>

#include <utility>

namespace spp::workbench
{

namespace
{

constexpr std::chrono::milliseconds settleTime{150};

/// Of a source its beginning is enough.
constexpr qint64 headSize = 16 * 1024;

/// A source that a compiler makes the plugin of, or what that leaves beside it for a moment: the plugin is not there yet.
bool isBuiltFirst(const QString& path)
{
    QFile file(path);
    return path.endsWith(QStringLiteral(".o")) ||
           (file.open(QIODevice::ReadOnly) && library::buildCommand(file.read(headSize).toStdString()));
}

} // namespace

RunOnSave::RunOnSave(QObject* parent) : QObject(parent)
{
    m_lookSoon.setSingleShot(true);
    m_lookSoon.setInterval(settleTime);
    connect(&m_lookSoon, &QTimer::timeout, this, &RunOnSave::look);
    connect(&m_watcher, &QFileSystemWatcher::fileChanged, &m_lookSoon, qOverload<>(&QTimer::start));
    connect(&m_watcher, &QFileSystemWatcher::directoryChanged, &m_lookSoon, qOverload<>(&QTimer::start));
}

void RunOnSave::setHome(const QString& home)
{
    m_home = home;
    watch();
}

void RunOnSave::setEnabled(bool enabled)
{
    m_enabled = enabled;
    watch();
}

void RunOnSave::forget()
{
    if (m_enabled)
        m_files = filesNow();
}

void RunOnSave::watch()
{
    if (const QStringList watched = m_watcher.files() + m_watcher.directories(); !watched.isEmpty())
        m_watcher.removePaths(watched);
    m_files.clear();
    if (!m_enabled || m_home.isEmpty())
        return;
    m_files = filesNow();
    QStringList paths = m_files.keys();
    for (const char* folder : {"/plugins", "/control"})
        if (QDir(m_home + QString::fromLatin1(folder)).exists())
            paths.append(m_home + QString::fromLatin1(folder));
    if (!paths.isEmpty())
        m_watcher.addPaths(paths);
}

/// Of those that decide what a session does.
QHash<QString, QDateTime> RunOnSave::filesNow() const
{
    QHash<QString, QDateTime> files;
    const QFileInfo list(m_home + QStringLiteral("/control/smtpplugins"));
    if (list.exists())
        files.insert(list.filePath(), list.lastModified());
    for (QDirIterator each(m_home + QStringLiteral("/plugins"), QDir::Files, QDirIterator::Subdirectories);
         each.hasNext();) {
        const QFileInfo file(each.next());
        files.insert(file.filePath(), file.lastModified());
    }
    return files;
}

void RunOnSave::look()
{
    const auto before = std::exchange(m_files, filesNow());
    // A file that was replaced has to be watched anew.
    const QStringList watched = m_watcher.files();
    for (auto file = m_files.begin(); file != m_files.end(); ++file)
        if (!watched.contains(file.key()))
            m_watcher.addPath(file.key());
    for (auto file = m_files.begin(); file != m_files.end(); ++file)
        if (before.value(file.key()) != file.value() && !isBuiltFirst(file.key()))
            return emit saved(QDir(m_home).relativeFilePath(file.key()));
}

} // namespace spp::workbench
