// SPDX-License-Identifier: MIT
/// A qmail home in a folder of its own, for one test; gone with the value.
#pragma once

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

class TemporaryHome
{
public:
    TemporaryHome()
    {
        write("control/me", "mx.example.org\n");
        write("control/smtpplugins", "[rcpt]\nplugins/policy\n");
    }

    QString path(const QString& name = {}) const { return name.isEmpty() ? m_folder.path() : m_folder.filePath(name); }

    /// Writes the file, and the folders above it, and gives its path.
    QString write(const QString& name, const QByteArray& bytes,
                  QFile::Permissions permissions = QFile::ReadOwner | QFile::WriteOwner)
    {
        const QString file = path(name);
        QDir().mkpath(QFileInfo(file).path());
        QFile target(file);
        if (!target.open(QIODevice::WriteOnly) || target.write(bytes) != bytes.size())
            qFatal("can't write %s", qPrintable(file));
        target.close();
        target.setPermissions(permissions);
        return file;
    }

    QByteArray read(const QString& name) const
    {
        QFile file(path(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    static constexpr QFile::Permissions executable = QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner;

private:
    QTemporaryDir m_folder;
};
