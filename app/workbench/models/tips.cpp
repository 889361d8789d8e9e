// SPDX-License-Identifier: MIT
#include "app/workbench/models/tips.h"

#include "core/check/section_guide.h"

#include <QCoreApplication>

namespace spp::workbench
{

namespace
{

constexpr int tipWidth = 460;          // pixels: some seventy letters a line
constexpr qsizetype longTip = 120;     // characters: more than fit into one line
constexpr qsizetype maxHeadLine = 120; // characters, of a head comment; what is longer is cut
constexpr qsizetype maxHeadLines = 24; // more hide too much of the window

QString tipWords(const char* text)
{
    return QCoreApplication::translate("Tips", text);
}

QString escaped(std::string_view bytes)
{
    return QString::fromUtf8(bytes.data(), static_cast<qsizetype>(bytes.size())).toHtmlEscaped();
}

/// Long texts are wrapped at the width of a page.
QString page(const QString& html)
{
    if (html.size() < longTip)
        return html;
    return QStringLiteral("<table width='%1' cellspacing='0' cellpadding='0'><tr><td>%2</td></tr></table>")
        .arg(tipWidth)
        .arg(html);
}

QString heading(const QString& name, const QString& words)
{
    return QStringLiteral("<b>%1</b>&nbsp; %2").arg(name, words);
}

QString paragraph(const QString& html)
{
    return html.isEmpty() ? QString() : QStringLiteral("<p style='margin-top:6px; margin-bottom:0'>%1</p>").arg(html);
}

QString letterTable(control::Section section, const session::Dialect& dialect)
{
    QString rows;
    for (const auto& [letters, meaning] : check::letterMeanings(section, dialect))
        rows += QStringLiteral("<tr><td style='white-space:nowrap; padding-right:10px'><b>%1</b></td><td>%2</td></tr>")
                    .arg(letters.empty() ? tipWords("nothing") : escaped(letters), escaped(meaning));
    return QStringLiteral("<table cellspacing='0' cellpadding='1' style='margin-top:6px'>%1</table>").arg(rows);
}

QString foundVariables(control::Section section)
{
    QStringList names;
    for (const auto* variable : check::sectionVariables(section))
        names.append(QStringLiteral("<tt>%1</tt>").arg(escaped(variable->name)));
    const QString connection = tipWords("the variables of the connection, <tt>TCPREMOTEIP</tt> and so on");
    return names.isEmpty() ? tipWords("Plugins find %1.").arg(connection)
                           : tipWords("Plugins find %1, and %2.").arg(names.join(QStringLiteral(", ")), connection);
}

/// Its lines as they stand: they often hold tables.
QString headOf(const check::Program& program)
{
    QStringList lines = QString::fromStdString(program.head).split(u'\n');
    if (lines.size() > maxHeadLines)
        lines = lines.first(maxHeadLines) << QStringLiteral("…");
    for (QString& line : lines)
        if (line.size() > maxHeadLine)
            line = line.left(maxHeadLine) + u'…';
    const QString text = lines.join(u'\n');
    return text.isEmpty()
               ? QString()
               : QStringLiteral("<pre style='margin-top:6px; margin-bottom:0'>%1</pre>").arg(text.toHtmlEscaped());
}

/// "A script for /usr/bin/python3."
QString interpreterOf(const check::Program& program)
{
    if (program.script.language == check::Language::Binary)
        return tipWords("A compiled program.");
    if (program.script.interpreter.empty())
        return {};
    return tipWords("A script for <tt>%1</tt>.")
        .arg(escaped(program.script.interpreter + " " + program.script.argument).trimmed());
}

} // namespace

QString sectionTip(std::optional<control::Section> section, const session::Dialect& dialect)
{
    if (!section)
        return page(tipWords("<b>This is no section.</b> Plugins below it never run."));
    const QString name = QStringLiteral("[%1]").arg(escaped(formatSection(*section)));
    QString html =
        heading(name, escaped(check::sectionBrief(*section))) + paragraph(escaped(check::sectionWhen(*section)));
    if (!check::hasSection(dialect, *section))
        html += paragraph(tipWords("<b>The dialect %1 has no such section:</b> its plugins never run there.")
                              .arg(escaped(dialect.name)));
    return page(html + paragraph(foundVariables(*section)) + paragraph(tipWords("What a plugin prints means here:")) +
                letterTable(*section, dialect));
}

QString programTip(std::string_view path, const HomeFacts& facts)
{
    const check::Program* program = facts.find(path);
    const QString trouble = programTrouble(path, facts);
    const QString html =
        heading(escaped(path), trouble.isEmpty() ? QString() : QStringLiteral("<b>(%1)</b>").arg(trouble));
    if (program == nullptr)
        return html;
    return html + paragraph(interpreterOf(*program)) + headOf(*program);
}

QString programTrouble(std::string_view path, const HomeFacts& facts)
{
    if (path.empty() || !facts.areProgramsKnown)
        return {};
    const check::Program* program = facts.find(path);
    if (program == nullptr)
        return tipWords("there is no such file");
    return program->facts.executable ? QString() : tipWords("not executable");
}

QString variableTip(const QString& name, const plugin::Variable& variable)
{
    QString html = heading(QStringLiteral("<tt>%1</tt>").arg(name.toHtmlEscaped()), escaped(variable.about)) +
                   paragraph(escaped(check::variableSince(variable)));
    if (variable.fromClient)
        html += paragraph(escaped(check::fromClientWarning));
    return page(html);
}

} // namespace spp::workbench
