// SPDX-License-Identifier: MIT
/// Looks for something in all files of a home, on a thread of its own; of several searches the newest counts. Used from the window's thread
/// only.
#pragma once

#include "app/workbench/engine/newest_job.h"
#include "app/workbench/models/search_pattern.h"
#include "app/workbench/models/text_hits.h"

#include <QHash>
#include <QObject>

namespace spp::workbench
{

/// Who finds more than this looks for something else.
inline constexpr int maxSearchHits = 2'000;

struct SearchRequest
{
    QString home;
    SearchPattern pattern;
    QHash<QString, QString> unsaved; ///< texts that editors hold, by their paths
};

struct FileHits
{
    QString path; ///< absolute
    QString name; ///< relative to the home
    QList<TextHit> hits;
};

/// What a search has looked at.
struct SearchSummary
{
    int hits = 0;
    int filesWithHits = 0;
    int files = 0;
    int binary = 0; ///< these three were not looked at
    int large = 0;
    int unreadable = 0;
    bool isCut = false; ///< there is more, of files or of hits
};

class HomeSearch : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    void start(SearchRequest request);
    /// Nothing more is found.
    void stop();

signals:
    void found(const spp::workbench::FileHits& hits);
    void finished(const spp::workbench::SearchSummary& summary);

private:
    NewestJob m_job;
};

} // namespace spp::workbench
