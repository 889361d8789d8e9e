// SPDX-License-Identifier: MIT
#include "app/workbench/models/replace_file.h"

#include "app/workbench/models/process_mark.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <cerrno>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace spp::workbench
{

namespace
{

/// A name has at most 255 bytes; so many are left for the file's own, and the others tell whose unfinished file it is.
constexpr qsizetype longestNameKept = 200;

QString unfinishedName(const QString& name, const QString& mark)
{
    const QByteArray kept = QFile::encodeName(name).left(longestNameKept);
    return QStringLiteral(".%1.saving.%2").arg(QFile::decodeName(kept), mark);
}

/// Where a link leads, even if nothing is there yet.
QString targetOf(const QString& path)
{
    const QFileInfo info(path);
    if (info.exists())
        return info.canonicalFilePath();
    return info.isSymLink() ? info.symLinkTarget() : path;
}

void removeLeftBehind(const QString& path)
{
    const QDir folder = QFileInfo(path).dir();
    for (const auto& each : folder.entryInfoList(QDir::Files | QDir::Hidden))
        if (each.fileName().startsWith(unfinishedName(QFileInfo(path).fileName(), {})) && !isAlive(each.suffix()))
            QFile::remove(each.filePath());
}

QString reasonOf(int error)
{
    switch (error) {
    case ENOSPC: return QStringLiteral("the disk is full; free some space and save again");
    case EDQUOT: return QStringLiteral("your quota of this disk is used up; free some space and save again");
    case EROFS: return QStringLiteral("the disk may only be read (it is mounted read-only)");
    case EACCES:
    case EPERM: return QStringLiteral("you may not write in its folder; check the folder's permissions");
    case ENOENT:
    case ENOTDIR: return QStringLiteral("its folder is gone");
    default: return qt_error_string(error);
    }
}

/// A file that goes away again if it never takes its place.
class UnfinishedFile
{
public:
    UnfinishedFile(const QByteArray& name, const QByteArray& replaced, mode_t modeIfNew) : m_name(name)
    {
        m_isNew = ::stat(replaced, &m_replaced) != 0;
        ::unlink(m_name); // its name says that it is of this process
        // What is private stays so while it is written.
        m_descriptor = ::open(m_name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, m_isNew ? modeIfNew : 0600);
    }
    UnfinishedFile(const UnfinishedFile&) = delete;
    UnfinishedFile& operator=(const UnfinishedFile&) = delete;
    ~UnfinishedFile()
    {
        if (m_descriptor < 0)
            return;
        ::close(m_descriptor);
        if (!m_isInPlace)
            ::unlink(m_name);
    }

    bool isOpen() const { return m_descriptor >= 0; }

    bool write(const QByteArray& bytes)
    {
        for (qsizetype done = 0; done < bytes.size();) {
            const auto written =
                ::write(m_descriptor, bytes.constData() + done, static_cast<size_t>(bytes.size() - done));
            if (written < 0 && errno != EINTR)
                return false;
            done += written > 0 ? written : 0;
        }
        return true;
    }

    /// Owner and mode are those of the file that is replaced; set-uid, too, which writing would have taken away.
    bool takePlaceOf(const QByteArray& path)
    {
        if (!m_isNew) {
            // Only root may give a file away; for others it becomes theirs, and then set-uid must not lend their name to what they saved.
            const bool sameOwner = ::fchown(m_descriptor, m_replaced.st_uid, m_replaced.st_gid) == 0;
            ::fchmod(m_descriptor, m_replaced.st_mode & (sameOwner ? 07777 : 0777));
        }
        m_isInPlace = ::fsync(m_descriptor) == 0 && ::rename(m_name, path) == 0;
        return m_isInPlace;
    }

private:
    QByteArray m_name;
    struct stat m_replaced = {};
    bool m_isNew = true;
    int m_descriptor = -1;
    bool m_isInPlace = false;
};

} // namespace

std::optional<QString> replaceFile(const QString& path, const QByteArray& bytes, mode_t modeIfNew)
{
    const QString target = targetOf(path);
    removeLeftBehind(target);
    const QFileInfo place(target);
    const QString beside = place.path() + u'/' + unfinishedName(place.fileName(), markOfThisProcess());
    const QByteArray name = QFile::encodeName(target);
    UnfinishedFile file(QFile::encodeName(beside), name, modeIfNew);
    if (!file.isOpen())
        return reasonOf(errno);
    if (!file.write(bytes) || !file.takePlaceOf(name))
        return reasonOf(errno);
    return std::nullopt;
}

bool mayReplaceFile(const QString& path)
{
    return ::access(QFile::encodeName(QFileInfo(targetOf(path)).path()).constData(), W_OK | X_OK) == 0;
}

} // namespace spp::workbench
