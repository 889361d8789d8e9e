// SPDX-License-Identifier: MIT
#include "app/workbench/simulator/result_words.h"

#include "app/workbench/models/words.h"
#include "core/scenario/judgement.h"

#include <QObject>

#include <algorithm>

namespace spp::workbench
{

namespace
{

bool expectsAnything(const scenario::Dialog& dialog)
{
    return dialog.greeting || scenario::hasDemands(dialog) ||
           std::ranges::any_of(dialog.lines, [](const auto& line) { return line.expectation.has_value(); });
}

QString describeMismatch(const ReplyMismatch& mismatch)
{
    if (!mismatch.isReply)
        return QObject::tr("Line %1: expected %2, got %3.")
            .arg(QString::number(mismatch.line), mismatch.expected, mismatch.got);
    QString got = mismatch.got;
    if (const QString lineEnd = QStringLiteral("\\r\\n"); got.endsWith(lineEnd))
        got.chop(lineEnd.size());
    return got.isEmpty() ? QObject::tr("Line %1: expected %2, got no reply.").arg(mismatch.line).arg(mismatch.expected)
                         : QObject::tr("Line %1: expected %2, got “%3”.")
                               .arg(QString::number(mismatch.line), mismatch.expected, got);
}

} // namespace

ResultWords describeResult(const SimulationRequest& request, const SimulationResult& result)
{
    if (!result.error.isEmpty())
        return {result.error, Meaning::Error};
    if (result.stopped)
        return {QObject::tr("The session was stopped."), std::nullopt};
    if (!result.mismatches.empty()) {
        const QString first = describeMismatch(result.mismatches.front());
        const std::size_t others = result.mismatches.size() - 1;
        return {others == 0 ? first : QObject::tr("%1 And %2 more.").arg(first, QString::number(others)),
                Meaning::Error};
    }
    if (result.unsaidLines > 0)
        return {QObject::tr("The session ended before the client had said its last %1.")
                    .arg(formatCount(result.unsaidLines, QStringLiteral("line"))),
                Meaning::Error};
    if (expectsAnything(request.dialog))
        return {QObject::tr("Every reply was as expected."), Meaning::Accept};
    return {QObject::tr("The session is over."), std::nullopt};
}

} // namespace spp::workbench
