// SPDX-License-Identifier: MIT
#include "app/workbench/models/traced_lines_model.h"

#include "app/workbench/models/words.h"
#include "core/plugin/interpreter.h"

#include <algorithm>

namespace spp::workbench
{

TracedLinesModel::TracedLinesModel(QObject* parent) : QAbstractTableModel(parent) {}

void TracedLinesModel::clear()
{
    beginResetModel();
    m_lines.clear();
    endResetModel();
}

void TracedLinesModel::grow(const trace::PluginStep& plugin, std::chrono::nanoseconds began)
{
    const auto& lines = plugin.trace;
    m_call = plugin.call;
    m_began = began;
    // More of a value with a newline may have come behind the last one.
    if (!m_lines.empty() && m_lines.size() <= lines.size() && m_lines.back().ran != lines[m_lines.size() - 1].ran) {
        const int last = static_cast<int>(m_lines.size()) - 1;
        m_lines.back() = lines[m_lines.size() - 1];
        emit dataChanged(index(last, 0), index(last, ColumnCount - 1));
    }
    if (lines.size() <= m_lines.size())
        return;
    beginInsertRows({}, static_cast<int>(m_lines.size()), static_cast<int>(lines.size()) - 1);
    m_lines.insert(m_lines.end(), lines.begin() + static_cast<std::ptrdiff_t>(m_lines.size()), lines.end());
    endInsertRows();
}

QString TracedLinesModel::placeOf(int row) const
{
    const trace::TracedLine& line = m_lines[static_cast<std::size_t>(row)].ran;
    const std::string file = line.file.empty() ? plugin::programOf(m_call) : line.file;
    if (file.empty())
        return QString::fromStdString(m_call.place);
    return QStringLiteral("%1:%2").arg(QString::fromStdString(file)).arg(std::max<std::size_t>(line.line, 1));
}

int TracedLinesModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_lines.size());
}

int TracedLinesModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant TracedLinesModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const trace::TraceLine& line = m_lines[static_cast<std::size_t>(index.row())];
    if (role == Qt::TextAlignmentRole && index.column() != RanColumn)
        return QVariant::fromValue(Qt::AlignRight | Qt::AlignVCenter);
    if (role == Qt::ToolTipRole)
        return line.ran.guessed ? tr("This shell does not tell line numbers; this is the line that reads like it. "
                                     "Click to see it in the editor")
                                : tr("Click to see it in the editor");
    if (role != Qt::DisplayRole)
        return {};
    switch (index.column()) {
    case LineColumn: return lineOf(line.ran);
    case RanColumn: return shownLine(line.ran.text);
    case TimeColumn: return formatDuration(line.at - m_began);
    default: return {};
    }
}

/// "12", or "common:12" in a file that the plugin has read in.
QString TracedLinesModel::lineOf(const trace::TracedLine& line) const
{
    if (line.line == 0)
        return {};
    const QString number = (line.guessed ? QStringLiteral("~%1") : QStringLiteral("%1")).arg(line.line);
    return trace::isOfProgram(line, m_call) ? number : QStringLiteral("%1:%2").arg(lastPartOf(line.file), number);
}

QVariant TracedLinesModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (role == Qt::TextAlignmentRole && section != RanColumn)
        return QVariant::fromValue(Qt::AlignRight | Qt::AlignVCenter);
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case LineColumn: return tr("Line");
    case RanColumn: return tr("What ran");
    default: return tr("After");
    }
}

} // namespace spp::workbench
