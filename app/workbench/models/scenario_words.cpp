// SPDX-License-Identifier: MIT
#include "app/workbench/models/scenario_words.h"

#include "app/workbench/models/words.h"

#include <QObject>
#include <QRegularExpression>
#include <QStringList>

#include <numeric>

namespace spp::workbench
{

using Mark = ScenarioMark;

namespace
{

int countOf(const ScenarioCounts& counts, Mark mark)
{
    return counts[static_cast<std::size_t>(mark)];
}

QString wordsOfCounts(const ScenarioCounts& counts)
{
    QStringList parts;
    if (const int failed = countOf(counts, Mark::Failed); failed > 0)
        parts << QObject::tr("%1 failed").arg(failed);
    if (const int impossible = countOf(counts, Mark::Impossible); impossible > 0)
        parts << QObject::tr("%1 could not be run").arg(impossible);
    return parts.join(QStringLiteral(", "));
}

QString joined(const QString& first, const QString& second)
{
    return second.isEmpty() ? first : first + QStringLiteral(", ") + second;
}

} // namespace

QString describeFailure(const scenario::Failure& failure)
{
    const QString expected = shownWords(failure.expected);
    const QString got = shownWords(failure.got);
    const QString words = failure.isReply ? QObject::tr("expected %1, got “%2”").arg(expected, got)
                                          : QObject::tr("expected %1, got %2").arg(expected, got);
    return failure.line == 0 ? words : QObject::tr("line %1: %2").arg(QString::number(failure.line), words);
}

int lineIn(const QString& sentence)
{
    static const QRegularExpression place(QStringLiteral("^line (\\d+)\\b"));
    return place.match(sentence).captured(1).toInt();
}

QString detailOf(const ScenarioFile& file)
{
    const auto cases = static_cast<int>(file.cases().size());
    if (cases < 2)
        return file.outline().title;
    const int failed = file.count(Mark::Failed) + file.count(Mark::Impossible);
    const int open = file.count(Mark::Waiting) + file.count(Mark::Running);
    if (open > 0)
        return QObject::tr("%1 of %2 …").arg(cases - open).arg(cases);
    return failed > 0 ? QObject::tr("%1 of %2 failed").arg(failed).arg(cases) : QObject::tr("%1 cases").arg(cases);
}

QString caseName(const ScenarioFile& file, std::size_t caseIndex)
{
    const QString& row = file.outline().cases[caseIndex].row;
    return row.isEmpty() ? QObject::tr("case %1").arg(caseIndex + 1) : row;
}

QString sessionName(const ScenarioFile& file, std::size_t caseIndex, std::size_t session)
{
    const QString& title = file.outline().cases[caseIndex].sessions[session].title;
    return title.isEmpty() ? QObject::tr("session %1").arg(session + 1) : title;
}

QString describeMark(Mark mark)
{
    switch (mark) {
    case Mark::NotRun: return QObject::tr("not run yet");
    case Mark::Waiting: return QObject::tr("waits for its turn");
    case Mark::Running: return QObject::tr("is running");
    case Mark::Passed: return QObject::tr("went as expected");
    case Mark::Failed: return QObject::tr("did not go as expected");
    case Mark::Impossible: return QObject::tr("could not be run");
    }
    return {};
}

QString summaryOf(const ScenarioCounts& counts, int asked, bool isStale)
{
    const int all = std::accumulate(counts.begin(), counts.end(), 0);
    const int notRun = countOf(counts, Mark::NotRun);
    if (asked > 0) {
        const int open = countOf(counts, Mark::Waiting) + countOf(counts, Mark::Running);
        return joined(QObject::tr("%1 of %2 …").arg(asked - open).arg(asked), wordsOfCounts(counts));
    }
    if (all == notRun)
        return all == 0 ? QString()
                        : QObject::tr("%1, not run yet")
                              .arg(formatCount(static_cast<std::size_t>(all), QObject::tr("case")));
    QString words = joined(QObject::tr("%1 of %2 as expected").arg(countOf(counts, Mark::Passed)).arg(all - notRun),
                           wordsOfCounts(counts));
    if (notRun > 0)
        words = joined(words, QObject::tr("%1 not run").arg(notRun));
    return isStale ? QObject::tr("%1; changed since").arg(words) : words;
}

} // namespace spp::workbench
