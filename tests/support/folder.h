// SPDX-License-Identifier: MIT
/// A temporary folder with files and scripts in it.
#pragma once

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>

#include <string>
#include <string_view>
#include <vector>

namespace spp::test
{

class Folder
{
public:
    std::string path() const { return m_directory.path().toStdString(); }
    std::string path(const std::string& name) const { return path() + "/" + name; }

    void write(const std::string& name, std::string_view bytes) const
    {
        const QString file = QString::fromStdString(path(name));
        QDir().mkpath(QFileInfo(file).path());
        QFile into(file);
        if (!into.open(QIODevice::WriteOnly) || into.write(bytes.data(), qint64(bytes.size())) != qint64(bytes.size()))
            qFatal("a test can't write %s", qPrintable(file));
    }

    /// An executable file; without a "#!" line of its own it runs in a shell.
    void script(const std::string& name, const std::string& text) const
    {
        write(name, text.starts_with("#!") ? text : "#!/bin/sh\n" + text);
        QFile::setPermissions(QString::fromStdString(path(name)),
                              QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    }

    std::string read(const std::string& name) const
    {
        QFile file(QString::fromStdString(path(name)));
        return file.open(QIODevice::ReadOnly) ? file.readAll().toStdString() : std::string();
    }

    bool contains(const std::string& name) const { return QFileInfo::exists(QString::fromStdString(path(name))); }

    std::vector<std::string> files(const std::string& name) const
    {
        std::vector<std::string> result;
        for (const QString& file : QDir(QString::fromStdString(path(name))).entryList(QDir::Files))
            result.push_back(name + "/" + file.toStdString());
        return result;
    }

private:
    QTemporaryDir m_directory;
};

} // namespace spp::test
