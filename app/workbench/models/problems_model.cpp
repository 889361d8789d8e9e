// SPDX-License-Identifier: MIT
#include "app/workbench/models/problems_model.h"

#include "app/workbench/models/words.h"

#include <algorithm>

namespace spp::workbench
{

namespace
{

std::string keyOf(const trace::Hazard& hazard)
{
    return hazard.place + '\n' + std::to_string(static_cast<int>(hazard.kind)) + '\n' + hazard.sentence;
}

} // namespace

QString severityWords(trace::Severity severity)
{
    return QString::fromUtf8(trace::formatSeverity(severity));
}

ProblemsModel::ProblemsModel(QObject* parent) : QAbstractTableModel(parent) {}

void ProblemsModel::clear()
{
    beginResetModel();
    m_finder = {};
    m_problems.clear();
    m_known.clear();
    m_rows.clear();
    m_range.reset();
    endResetModel();
}

bool ProblemsModel::update(const trace::Timeline& timeline)
{
    auto found = m_finder.next(timeline, maxStepsAtOnce);
    for (trace::Hazard& hazard : found)
        add(std::move(hazard));
    return !m_finder.isBehind(timeline);
}

void ProblemsModel::add(trace::Hazard hazard)
{
    const auto [known, isNew] = m_known.emplace(keyOf(hazard), m_problems.size());
    if (isNew)
        m_problems.push_back({hazard, {}});
    Problem& problem = m_problems[known->second];
    if (hazard.step && (problem.steps.empty() || problem.steps.back() < *hazard.step))
        problem.steps.push_back(*hazard.step);
    const auto row = std::ranges::lower_bound(m_rows, known->second);
    const int place = static_cast<int>(row - m_rows.begin());
    if (row != m_rows.end() && *row == known->second) {
        emit dataChanged(index(place, 0), index(place, ColumnCount - 1));
    } else if (isShown(problem)) {
        beginInsertRows({}, place, place);
        m_rows.insert(row, known->second);
        endInsertRows();
    }
}

void ProblemsModel::setRange(std::optional<StepRange> range)
{
    if (range == m_range)
        return;
    beginResetModel();
    m_range = range;
    fillRows();
    endResetModel();
}

void ProblemsModel::fillRows()
{
    m_rows.clear();
    for (std::size_t i = 0; i < m_problems.size(); ++i)
        if (isShown(m_problems[i]))
            m_rows.push_back(i);
}

bool ProblemsModel::anyShowsAgain() const
{
    return std::ranges::any_of(m_rows, [this](std::size_t row) { return times(m_problems[row]) > 1; });
}

std::optional<trace::Severity> ProblemsModel::worst() const
{
    std::optional<trace::Severity> worst;
    for (const Problem& problem : m_problems)
        worst = std::max(worst.value_or(trace::Severity::Note), problem.hazard.severity);
    return worst;
}

std::optional<std::size_t> ProblemsModel::step(int row) const
{
    const auto& steps = problemOf(row).steps;
    const auto first = m_range ? std::ranges::lower_bound(steps, m_range->first) : steps.begin();
    return first == steps.end() ? std::nullopt : std::optional(*first);
}

std::size_t ProblemsModel::times(const Problem& problem) const
{
    if (!m_range)
        return problem.steps.size();
    const auto first = std::ranges::lower_bound(problem.steps, m_range->first);
    const auto last = std::ranges::upper_bound(problem.steps, m_range->second);
    return first < last ? static_cast<std::size_t>(last - first) : 0;
}

QString ProblemsModel::explanation(const trace::Hazard& hazard)
{
    return QString::fromUtf8(trace::explain(hazard.kind));
}

int ProblemsModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int ProblemsModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant ProblemsModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const Problem& problem = problemOf(index.row());
    const trace::Hazard& hazard = problem.hazard;
    const QString sentence = QString::fromStdString(hazard.sentence);
    switch (role) {
    case SeverityRole: return static_cast<int>(hazard.severity);
    case Qt::AccessibleTextRole:
        if (index.column() == SentenceColumn)
            return QStringLiteral("%1: %2").arg(severityWords(hazard.severity), sentence);
        break;
    case Qt::ToolTipRole:
        return QStringLiteral("<p>%1</p><p>%2</p>")
            .arg(sentence.toHtmlEscaped(), QString::fromStdString(hazard.place).toHtmlEscaped());
    case Qt::TextAlignmentRole:
        return index.column() == LineColumn || index.column() == TimesColumn
                   ? QVariant::fromValue(Qt::Alignment(Qt::AlignRight | Qt::AlignVCenter))
                   : QVariant();
    case Qt::DisplayRole: break;
    default: return {};
    }
    switch (index.column()) {
    case SentenceColumn: return sentence;
    case PluginColumn: return shownLine(hazard.plugin);
    case LineColumn: return lineNumberOf(hazard.place);
    case TimesColumn: break;
    }
    return times(problem) > 1 ? QString::number(times(problem)) : QString();
}

QVariant ProblemsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case SentenceColumn: return tr("Problem");
    case PluginColumn: return tr("Plugin");
    case LineColumn: return tr("Line");
    case TimesColumn: return tr("Times");
    }
    return {};
}

} // namespace spp::workbench
