// SPDX-License-Identifier: MIT
/// Watches the plugins of a home and its smtpplugins, and tells when one was saved, by whatever editor. Not thread-safe: for the
/// window's thread.
#pragma once

#include <QDateTime>
#include <QFileSystemWatcher>
#include <QHash>
#include <QObject>
#include <QTimer>

namespace spp::workbench
{

class RunOnSave : public QObject
{
    Q_OBJECT

public:
    explicit RunOnSave(QObject* parent = nullptr);

    void setHome(const QString& home);
    void setEnabled(bool enabled);
    bool isEnabled() const { return m_enabled; }
    /// What was saved up to now is not told: a plugin that writes beside itself must not run for ever.
    void forget();

signals:
    /// Relative to the home. Of a plugin that is compiled its program, not its source.
    void saved(const QString& file);

private:
    void watch();
    QHash<QString, QDateTime> filesNow() const;
    void look();

    QString m_home;
    bool m_enabled = false;
    QFileSystemWatcher m_watcher;
    QTimer m_lookSoon; ///< editors save in several steps
    QHash<QString, QDateTime> m_files;
};

} // namespace spp::workbench
