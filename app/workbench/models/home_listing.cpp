// SPDX-License-Identifier: MIT
#include "app/workbench/models/home_listing.h"

#include <QDir>
#include <QFileInfo>
#include <QSet>

namespace spp::workbench
{

namespace
{

bool holdsMail(const QString& folder)
{
    return folder == QStringLiteral("queue") || folder == QStringLiteral("Maildir");
}

} // namespace

HomeListing listHome(const QString& home, const std::function<bool()>& isWanted)
{
    HomeListing listing;
    const QDir root(home);
    QStringList folders{home};
    QSet<QString> seen; // a link may lead back
    while (!folders.isEmpty() && !listing.isCut && isWanted()) {
        const QDir folder(folders.takeLast());
        if (const QString place = folder.canonicalPath(); place.isEmpty() || seen.contains(place))
            continue;
        else
            seen.insert(place);
        for (const auto& each : folder.entryInfoList(QDir::Files | QDir::Dirs | QDir::NoDotAndDotDot)) {
            if (each.isDir() && !holdsMail(each.fileName()))
                folders.append(each.filePath());
            else if (each.isFile() && !each.fileName().endsWith(u'~'))
                listing.files.append(root.relativeFilePath(each.filePath()));
        }
        listing.isCut = listing.files.size() > maxListedFiles;
    }
    listing.files.sort();
    listing.files.resize(std::min(listing.files.size(), maxListedFiles));
    return listing;
}

} // namespace spp::workbench
