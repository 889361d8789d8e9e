// SPDX-License-Identifier: MIT
#include "app/workbench/models/trials_model.h"

#include "app/workbench/models/words.h"

#include <algorithm>

namespace spp::workbench
{

void TrialsModel::begin()
{
    beginResetModel();
    m_trials = {{tr("Checks"), tr("under way …"), State::Waiting}};
    m_errors = 0;
    endResetModel();
}

void TrialsModel::clear()
{
    beginResetModel();
    m_trials.clear();
    m_errors = 0;
    endResetModel();
}

void TrialsModel::setErrors(const std::vector<check::Finding>& errors)
{
    m_errors = errors.size();
    Trial& checks = m_trials.front();
    checks.state = errors.empty() ? State::Passed : State::Failed;
    checks.result = tr("no errors");
    if (!errors.empty())
        checks.result = QStringLiteral("%1: %2: %3")
                            .arg(formatCount(errors.size(), tr("error")), shownWords(formatPlace(errors.front())),
                                 shownWords(errors.front().sentence));
    emit dataChanged(index(0, 0), index(0, ColumnCount - 1));
}

void TrialsModel::setDialogs(const QStringList& dialogs)
{
    if (dialogs.isEmpty())
        return;
    beginInsertRows({}, rowCount(), rowCount() + static_cast<int>(dialogs.size()) - 1);
    for (const QString& dialog : dialogs)
        m_trials.push_back({dialog, tr("waits …"), State::Waiting});
    endInsertRows();
}

void TrialsModel::setPlayed(const QString& dialog, const QString& trouble)
{
    const auto found = std::ranges::find(m_trials, dialog, &Trial::name);
    if (found == m_trials.end())
        return;
    found->state = trouble.isEmpty() ? State::Passed : State::Failed;
    found->result = trouble.isEmpty() ? tr("as expected") : trouble;
    const int row = static_cast<int>(found - m_trials.begin());
    emit dataChanged(index(row, 0), index(row, ColumnCount - 1));
}

std::size_t TrialsModel::count(State state) const
{
    return static_cast<std::size_t>(std::ranges::count(m_trials, state, &Trial::state));
}

QString TrialsModel::failures() const
{
    const std::size_t dialogs = count(State::Failed) - (m_errors > 0 ? 1 : 0);
    QStringList parts;
    if (m_errors > 0)
        parts.append(formatCount(m_errors, tr("error")));
    if (dialogs > 0)
        parts.append(formatCount(dialogs, tr("failing dialog")));
    return parts.join(tr(" and "));
}

int TrialsModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_trials.size());
}

int TrialsModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant TrialsModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const Trial& trial = m_trials[static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole: return index.column() == NameColumn ? trial.name : trial.result;
    case Qt::ToolTipRole: return QStringLiteral("%1: %2").arg(trial.name, trial.result);
    case StateRole: return static_cast<int>(trial.state);
    default: return {};
    }
}

QVariant TrialsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    return section == NameColumn ? tr("Tried Before") : tr("Result");
}

} // namespace spp::workbench
