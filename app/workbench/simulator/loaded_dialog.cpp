// SPDX-License-Identifier: MIT
#include "app/workbench/simulator/loaded_dialog.h"

#include "app/workbench/models/words.h"
#include "core/scenario/run_dialog.h"

#include <QFileInfo>
#include <QObject>
#include <QRegularExpression>

#include <algorithm>
#include <utility>

namespace spp::workbench
{

Result<LoadedDialog> LoadedDialog::read(const QString& path)
{
    auto scenario = scenario::readScenario(path.toStdString());
    if (!scenario)
        return tl::unexpected<Error>(scenario.error());
    std::size_t sessions = 0;
    for (const auto& each : scenario->cases)
        sessions += each.sessions.size();
    return LoadedDialog{path, std::move(scenario->cases.front().sessions.front()), sessions};
}

QString LoadedDialog::homeFor(const QString& windowHome) const
{
    if (dialog.home.empty() && !windowHome.isEmpty())
        return windowHome;
    const auto home = scenario::findHome(path.toStdString(), dialog);
    return home ? QString::fromStdString(*home) : QString();
}

QString LoadedDialog::shownTitle() const
{
    const QString title = dialog.title.empty() ? QFileInfo(path).fileName() : shownLine(dialog.title);
    return sessions == 1 ? title : QObject::tr("%1, the first of %2 sessions").arg(title).arg(sessions);
}

std::size_t LoadedDialog::clientLineFrom(std::size_t line) const
{
    const auto found = std::ranges::find_if(dialog.lines, [&](const auto& each) { return each.line >= line; });
    return found == dialog.lines.end() ? 0 : found->line;
}

std::optional<int> lineOfError(const QString& path, const QString& sentence)
{
    static const QRegularExpression lineNumber(QStringLiteral("^: line (\\d+)[:,]"));
    const auto found = lineNumber.match(QStringView(sentence).mid(path.size()).toString());
    return found.hasMatch() ? std::optional(found.captured(1).toInt()) : std::nullopt;
}

} // namespace spp::workbench
