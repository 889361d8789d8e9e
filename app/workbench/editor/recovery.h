// SPDX-License-Identifier: MIT
/// The text of a file that was not saved yet, kept on disk, so that a crash or a power cut loses nothing. Each workbench keeps its own;
/// what another one left behind that runs no more can be taken up. Not thread-safe: for the window's thread.
#pragma once

#include <QByteArray>
#include <QString>

#include <optional>

namespace spp::workbench
{

class Recovery
{
public:
    /// @param path of the file, absolute
    explicit Recovery(const QString& path);

    /// Takes the place of what was kept before, in one step; readable for this user alone.
    /// @return false: it could not be written
    bool keep(const QByteArray& bytes) const;
    void forget() const;

    /// What a workbench that ended without saving has left; the newest, if there are several.
    std::optional<QByteArray> leftBehind() const;
    void forgetLeftBehind() const;

private:
    QString ownFile() const;
    QStringList leftFiles() const;

    QString m_folder;
    QString m_name; ///< stands for the file's path
};

} // namespace spp::workbench
