// SPDX-License-Identifier: MIT
#include "app/workbench/debugger/comparison_model.h"

#include "app/workbench/models/words.h"
#include "app/workbench/settings/colours.h"

#include <QFont>
#include <QGuiApplication>
#include <QStringList>

#include <utility>

namespace spp::workbench
{

namespace
{

constexpr int indentWidth = 4; // blanks

QString titleOf(const trace::Timeline& timeline, std::optional<std::size_t> step)
{
    if (!step)
        return {};
    int depth = 0;
    for (auto parent = timeline.steps()[*step].parent; parent; parent = timeline.steps()[*parent].parent)
        ++depth;
    return QString(depth * indentWidth, u' ') + shownLine(timeline.steps()[*step].title);
}

QString describeDifferences(const debug::StepPair& pair)
{
    if (!pair.left)
        return QObject::tr("only in the right one");
    if (!pair.right)
        return QObject::tr("only in the left one");
    QStringList words;
    for (const debug::Difference& difference : pair.differences)
        words.append(shownLine(debug::describe(difference)));
    return words.join(QStringLiteral("; "));
}

} // namespace

QString describeFirstDifference(const ComparedRuns& runs)
{
    if (!runs.comparison.firstDifferent)
        return QObject::tr("nothing is different");
    const debug::StepPair& first = runs.comparison.pairs[*runs.comparison.firstDifferent];
    const QString step = (first.left ? titleOf(runs.left, first.left) : titleOf(runs.right, first.right)).trimmed();
    return QObject::tr("the first difference is at “%1”: %2").arg(step, describeDifferences(first));
}

ComparisonModel::ComparisonModel(std::shared_ptr<const ComparedRuns> runs, const QString& left, const QString& right,
                                 QObject* parent)
    : QAbstractTableModel(parent), m_runs(std::move(runs)), m_left(left), m_right(right)
{}

int ComparisonModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_runs->comparison.pairs.size());
}

int ComparisonModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString ComparisonModel::cell(int row, int column) const
{
    const debug::StepPair& pair = m_runs->comparison.pairs[static_cast<std::size_t>(row)];
    switch (column) {
    case LeftColumn: return titleOf(m_runs->left, pair.left);
    case RightColumn: return titleOf(m_runs->right, pair.right);
    case DifferenceColumn: return describeDifferences(pair);
    }
    return {};
}

QVariant ComparisonModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const auto row = static_cast<std::size_t>(index.row());
    const bool isFirst = m_runs->comparison.firstDifferent == row;
    switch (role) {
    case Qt::DisplayRole: return cell(index.row(), index.column());
    case Qt::ToolTipRole: return cell(index.row(), index.column()).trimmed();
    case Qt::BackgroundRole:
        return m_runs->comparison.pairs[row].isDifferent()
                   ? QVariant(background(isFirst ? Meaning::Reject : Meaning::Changed, QGuiApplication::palette()))
                   : QVariant();
    case Qt::FontRole:
        if (isFirst) {
            QFont first;
            first.setBold(true);
            return first;
        }
        return {};
    default: return {};
    }
}

QVariant ComparisonModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case LeftColumn: return m_left;
    case RightColumn: return m_right;
    case DifferenceColumn: return tr("Difference");
    }
    return {};
}

} // namespace spp::workbench
