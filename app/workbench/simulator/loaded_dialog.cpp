// SPDX-License-Identifier: MIT
#include "app/workbench/simulator/loaded_dialog.h"

#include "app/workbench/models/words.h"
#include "core/scenario/run_dialog.h"

#include <QFile>
#include <QFileInfo>
#include <QObject>
#include <QRegularExpression>

#include <algorithm>
#include <iterator>
#include <utility>

namespace spp::workbench
{

namespace
{

std::string textOfFile(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.read(static_cast<qint64>(scenario::maxScenarioFile)).toStdString()
                                          : std::string();
}

} // namespace

Result<LoadedDialog> LoadedDialog::read(const ScenarioPlace& place)
{
    auto text = std::make_shared<const std::string>(textOfFile(place.path));
    auto scenario = scenario::readScenario(place.path.toStdString());
    if (!scenario)
        return tl::unexpected<Error>(scenario.error());
    const bool isThere =
        place.caseIndex < scenario->cases.size() && place.session < scenario->cases[place.caseIndex].sessions.size();
    if (!isThere)
        return fail(Fault::Configuration, place.path.toStdString() +
                                              ": the session that was chosen is no longer in it; choose another in "
                                              "the list of scenarios, or open the file again for its first");
    auto& sessions = scenario->cases[place.caseIndex].sessions;
    const auto chosen = sessions.begin() + static_cast<std::ptrdiff_t>(place.session);
    LoadedDialog loaded{place, std::move(*chosen), {}, scenario->cases.size(), sessions.size(), std::move(text)};
    loaded.before.assign(std::make_move_iterator(sessions.begin()), std::make_move_iterator(chosen));
    return loaded;
}

QString LoadedDialog::homeFor(const QString& windowHome) const
{
    if (dialog.home.empty() && !windowHome.isEmpty())
        return windowHome;
    const auto home = scenario::findHome(path().toStdString(), dialog);
    return home ? QString::fromStdString(*home) : QString();
}

QString LoadedDialog::shownTitle() const
{
    const QString title = dialog.title.empty() ? QFileInfo(path()).fileName() : shownLine(dialog.title);
    QStringList parts{title};
    if (cases > 1)
        parts << QObject::tr("case %1 of %2").arg(place.caseIndex + 1).arg(cases);
    if (sessions > 1)
        parts << QObject::tr("session %1 of %2").arg(place.session + 1).arg(sessions);
    return parts.join(QStringLiteral(", "));
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
