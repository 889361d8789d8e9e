// SPDX-License-Identifier: MIT
#include "app/workbench/simulator/loaded_dialog.h"

#include "app/workbench/models/words.h"
#include "core/scenario/run_dialog.h"

#include <QFileInfo>
#include <QRegularExpression>

#include <algorithm>
#include <utility>

namespace spp::workbench
{

Result<LoadedDialog> LoadedDialog::read(const QString& path)
{
    auto dialog = scenario::readDialog(path.toStdString());
    if (!dialog)
        return tl::unexpected<Error>(dialog.error());
    return LoadedDialog{path, std::move(*dialog)};
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
    return dialog.title.empty() ? QFileInfo(path).fileName() : shownLine(dialog.title);
}

std::size_t LoadedDialog::clientLineFrom(std::size_t line) const
{
    const auto found = std::ranges::find_if(dialog.lines, [&](const auto& each) { return each.line >= line; });
    return found == dialog.lines.end() ? 0 : found->line;
}

std::optional<int> lineOfError(const QString& path, const QString& sentence)
{
    static const QRegularExpression lineNumber(QStringLiteral("^: line (\\d+): "));
    const auto found = lineNumber.match(QStringView(sentence).mid(path.size()).toString());
    return found.hasMatch() ? std::optional(found.captured(1).toInt()) : std::nullopt;
}

} // namespace spp::workbench
