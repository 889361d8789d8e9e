// SPDX-License-Identifier: MIT
#include "app/workbench/search/home_search.h"

#include "app/workbench/models/home_listing.h"
#include "app/workbench/models/text_file.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <optional>
#include <utility>

namespace spp::workbench
{

namespace
{

/// Nothing if the file holds no text that could be searched; it is counted then.
std::optional<QString> searchedText(const QString& path, SearchSummary& summary)
{
    const auto notLookedAt = [](int& count) {
        ++count;
        return std::nullopt;
    };
    QFile file(path);
    if (QFileInfo(path).size() > maxTextFileSize)
        return notLookedAt(summary.large);
    if (!file.open(QIODevice::ReadOnly))
        return notLookedAt(summary.unreadable);
    const QByteArray bytes = file.read(maxTextFileSize + 1);
    if (file.error() != QFileDevice::NoError)
        return notLookedAt(summary.unreadable);
    if (bytes.size() > maxTextFileSize)
        return notLookedAt(summary.large);
    if (bytes.contains('\0'))
        return notLookedAt(summary.binary);
    return parseText(bytes).text;
}

} // namespace

void HomeSearch::start(SearchRequest request)
{
    m_job.start([this, request = std::move(request)](const NewestJob::IsWanted& isWanted) {
        const auto tell = [this, &isWanted](auto say) {
            QMetaObject::invokeMethod(this, [isWanted, say = std::move(say)] {
                if (isWanted())
                    say();
            });
        };
        const auto expression = request.pattern.expression();
        const HomeListing listing = listHome(request.home, isWanted);
        SearchSummary summary;
        summary.isCut = listing.isCut;
        for (const QString& name : listing.files) {
            if (!isWanted())
                return;
            FileHits hits{QDir(request.home).filePath(name), name, {}};
            const auto unsaved = request.unsaved.constFind(hits.path);
            const auto text = unsaved != request.unsaved.cend() ? *unsaved : searchedText(hits.path, summary);
            if (!text)
                continue;
            ++summary.files;
            hits.hits = findInText(*text, expression, maxSearchHits - summary.hits);
            if (hits.hits.isEmpty())
                continue;
            summary.hits += static_cast<int>(hits.hits.size());
            ++summary.filesWithHits;
            tell([this, hits = std::move(hits)] { emit found(hits); });
            if (summary.hits == maxSearchHits) {
                summary.isCut = true;
                break;
            }
        }
        tell([this, summary] { emit finished(summary); });
    });
}

void HomeSearch::stop()
{
    m_job.giveUp();
}

} // namespace spp::workbench
