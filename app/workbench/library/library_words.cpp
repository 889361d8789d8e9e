// SPDX-License-Identifier: MIT
#include "app/workbench/library/library_words.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>

namespace spp::workbench
{

namespace
{

QString escaped(const std::string& text)
{
    return QString::fromStdString(text).toHtmlEscaped();
}

QString libraryTr(const char* text)
{
    return QCoreApplication::translate("LibraryDialog", text);
}

QString rowOf(const QString& term, const QString& meaning)
{
    return QStringLiteral("<tr><td style='padding-right:14px'><code>%1</code></td><td>%2</td></tr>").arg(term, meaning);
}

QString needRows(const library::LibraryPlugin& plugin)
{
    QString rows;
    for (const auto& need : plugin.head.needs) {
        const bool isMissing = std::ranges::count(plugin.missing, need) > 0;
        const QString state =
            isMissing ? QStringLiteral("<b>%1</b>").arg(libraryTr("not installed")) : libraryTr("installed");
        rows += rowOf(escaped(formatNeed(need)), escaped(need.meaning) + QStringLiteral(" — ") + state);
    }
    return rows;
}

QString settingRows(const library::PluginHead& head)
{
    QString rows;
    for (const auto& setting : head.settings)
        rows += rowOf(escaped(setting.name + "=" + setting.value), escaped(setting.meaning));
    return rows;
}

QString table(const QString& heading, const QString& rows)
{
    return rows.isEmpty() ? QString() : QStringLiteral("<h4>%1</h4><table>%2</table>").arg(heading, rows);
}

/// The paragraphs between the first line and the lists.
QString paragraphs(const std::string& head)
{
    QString html;
    const QStringList parts = QString::fromStdString(head).split(QStringLiteral("\n\n"));
    for (const QString& part : parts.mid(1)) {
        if (part.startsWith(QStringLiteral("Reads  ")) || part.startsWith(QStringLiteral("Set  ")))
            break;
        html += QStringLiteral("<p>%1</p>").arg(part.toHtmlEscaped().replace(u'\n', u' '));
    }
    return html;
}

} // namespace

QString sectionWords(const library::PluginHead& head)
{
    QStringList names;
    for (const auto section : head.sections) {
        const auto name = formatSection(section);
        names << u'[' + QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size())) + u']';
    }
    return names.join(QStringLiteral(", "));
}

QString libraryPluginAsHtml(const library::LibraryPlugin& plugin)
{
    const auto& head = plugin.head;
    QString files;
    for (const auto& example : plugin.examples)
        files += rowOf(QStringLiteral("control/") + escaped(example.substr(example.rfind('/') + 1)),
                       libraryTr("an example is %1").arg(escaped(example)));
    return QStringLiteral("<h3>%1</h3><p>%2</p>").arg(escaped(head.name), escaped(head.summary)) +
           paragraphs(head.text) + QStringLiteral("<p>%1 %2</p>").arg(libraryTr("For"), sectionWords(head)) +
           table(libraryTr("Needs"), needRows(plugin)) + table(libraryTr("Can be set"), settingRows(head)) +
           table(libraryTr("Reads"), files) +
           QStringLiteral("<h4>%1</h4><pre style='white-space:pre-wrap'>%2</pre>")
               .arg(libraryTr("What it says of itself"), escaped(head.text));
}

} // namespace spp::workbench
