// SPDX-License-Identifier: MIT
#include "app/workbench/debugger/breakpoint_places.h"

#include "app/workbench/simulator/loaded_dialog.h"

#include <QDir>

namespace spp::workbench
{

debug::Cursor cursorAt(const QString& home, const LoadedDialog* dialog, const QString& path, int line)
{
    debug::Cursor cursor;
    if (dialog && path == dialog->path())
        cursor.dialogLine = dialog->clientLineFrom(static_cast<std::size_t>(line));
    else if (const QString file = QDir(home).relativeFilePath(path); file.startsWith(QStringLiteral("control/")))
        cursor.pluginPlace = QStringLiteral("%1:%2").arg(file, QString::number(line)).toStdString();
    return cursor;
}

QSet<int> breakpointLines(const std::vector<debug::Breakpoint>& breakpoints, const QString& home,
                          const LoadedDialog* dialog, const QString& path)
{
    QSet<int> lines;
    const QString file = QDir(home).relativeFilePath(path);
    for (const debug::Breakpoint& breakpoint : breakpoints) {
        if (!breakpoint.enabled)
            continue;
        if (const auto* line = std::get_if<debug::AtLine>(&breakpoint.target);
            line != nullptr && dialog != nullptr && path == dialog->path())
            lines.insert(static_cast<int>(line->line));
        const auto* plugin = std::get_if<debug::AtPlugin>(&breakpoint.target);
        if (plugin == nullptr)
            continue;
        const QString place = QString::fromStdString(plugin->line);
        if (place.section(u':', 0, -2) == file)
            lines.insert(place.section(u':', -1).toInt());
    }
    return lines;
}

} // namespace spp::workbench
