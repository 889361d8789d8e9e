// SPDX-License-Identifier: MIT
/// What ConversationModel says of its rows.
#include "app/workbench/models/conversation_model.h"
#include "app/workbench/models/step_text.h"
#include "app/workbench/models/words.h"

#include <QStringList>

namespace spp::workbench
{

using trace::Outcome;
using trace::StepKind;
using trace::StepLine;

QModelIndex ConversationModel::index(int row, int column, const QModelIndex& parent) const
{
    return hasIndex(row, column, parent) ? createIndex(row, column, m_rows[static_cast<std::size_t>(row)].step)
                                         : QModelIndex();
}

int ConversationModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int ConversationModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : TimelineModel::ColumnCount;
}

QVariant ConversationModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const StepLine place = placeOf(index);
    switch (role) {
    case LevelRole: return m_rows[static_cast<std::size_t>(index.row())].level;
    case FoldRole: return !place.line && hasChildren(place.step) ? QVariant(isFolded(place.step)) : QVariant();
    case FoundRole: return !m_sought.empty() && hasText(m_steps.timeline().steps(), place, m_sought);
    case PrintedRole: return place.line.has_value();
    case NoteRole:
        return place.line && !m_steps.timeline().steps()[place.step].plugin->output[*place.line].note.empty();
    case TimelineModel::OutcomeRole: return static_cast<int>(outcomeOf(place));
    case TimelineModel::MismatchRole: return !place.line && m_steps.isMismatch(place.step);
    case Qt::DisplayRole: return shown(place, index.column());
    case Qt::ToolTipRole: return toolTip(place);
    default: return place.line ? QVariant() : m_steps.indexOf(place.step, index.column()).data(role);
    }
}

QVariant ConversationModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    return m_steps.headerData(section, orientation, role);
}

/// A folded command tells how it came out: its last reply is not to be seen.
Outcome ConversationModel::outcomeOf(StepLine place) const
{
    const auto& steps = m_steps.timeline().steps();
    if (place.line)
        return outcomeOfLine(steps[place.step].plugin->output[*place.line].command);
    const auto& step = steps[place.step];
    const bool isFoldedCommand = step.kind == StepKind::ClientLine && isFolded(place.step);
    const auto reply = isFoldedCommand ? lastReply(place.step) : std::nullopt;
    return reply ? steps[*reply].outcome : step.outcome;
}

QVariant ConversationModel::shown(StepLine place, int column) const
{
    const auto& step = m_steps.timeline().steps()[place.step];
    if (!place.line) {
        if (column == TimelineModel::OutcomeColumn && step.kind == StepKind::ClientLine)
            return QString::fromUtf8(trace::formatOutcome(outcomeOf(place)));
        return m_steps.indexOf(place.step, column).data();
    }
    const trace::PluginLine& line = step.plugin->output[*place.line];
    switch (column) {
    case TimelineModel::StepColumn: return shownLine(line.command.line);
    case TimelineModel::OutcomeColumn: return shortEffect(line.command);
    default: return QString();
    }
}

QString ConversationModel::toolTip(StepLine place) const
{
    const auto& step = m_steps.timeline().steps()[place.step];
    if (!place.line)
        return m_steps.indexOf(place.step).data(Qt::ToolTipRole).toString();
    const trace::PluginLine& line = step.plugin->output[*place.line];
    const QString time = tr("printed %1 after the plugin began").arg(formatDuration(line.at - step.began));
    QStringList parts{shownWords(plugin::describe(line.command))};
    if (!line.note.empty())
        parts.append(shownLine(line.note));
    parts.append(time);
    for (QString& part : parts)
        part = QStringLiteral("<p>%1</p>").arg(part.toHtmlEscaped());
    return parts.join(QString());
}

std::optional<std::size_t> ConversationModel::lastReply(std::size_t command) const
{
    const auto& children = m_steps.childrenOf(command);
    for (std::size_t child = children.size(); child-- > 0;)
        if (m_steps.timeline().steps()[children[child]].kind == StepKind::Reply)
            return children[child];
    return std::nullopt;
}

QString ConversationModel::textOf(StepLine place) const
{
    int level = place.line ? 1 : 0;
    for (auto above = m_steps.timeline().steps()[place.step].parent; above;
         above = m_steps.timeline().steps()[*above].parent)
        ++level;
    QStringList more;
    for (const int column : {TimelineModel::OutcomeColumn, TimelineModel::TookColumn})
        if (const QString cell = shown(place, column).toString(); !cell.isEmpty())
            more.append(cell);
    const QString line = QString(2 * level, u' ') + shown(place, TimelineModel::StepColumn).toString();
    return more.isEmpty() ? line + u'\n' : QStringLiteral("%1  (%2)\n").arg(line, more.join(QStringLiteral(", ")));
}

} // namespace spp::workbench
