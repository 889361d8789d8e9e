// SPDX-License-Identifier: MIT
#include "app/workbench/models/differences_model.h"

#include "app/workbench/models/words.h"
#include "core/base/text.h"

#include <QFont>
#include <QStringList>

#include <algorithm>
#include <utility>

namespace spp::workbench
{

using Deed = deploy::Difference::Deed;

namespace
{

bool isFolder(const deploy::Difference& difference)
{
    return (difference.after ? *difference.after : *difference.there).kind == deploy::Kind::Folder;
}

QString describeDeed(const deploy::Difference& difference)
{
    const QString deed = QString::fromUtf8(formatDeed(difference.deed));
    const QString more = shownWords(describe(difference));
    return more.isEmpty() ? deed : deed + QStringLiteral(", ") + more;
}

} // namespace

void DifferencesModel::setDifferences(deploy::Differences differences)
{
    beginResetModel();
    m_differences = std::move(differences);
    m_isChosen.assign(m_differences.size(), true);
    endResetModel();
    emit choiceChanged();
}

deploy::Differences DifferencesModel::chosen() const
{
    deploy::Differences result;
    for (std::size_t i = 0; i < m_differences.size(); ++i) {
        const deploy::Difference& each = m_differences[i];
        const bool isWanted = [&] {
            if (m_isChosen[i] || each.deed != Deed::Add || !isFolder(each))
                return static_cast<bool>(m_isChosen[i]);
            for (std::size_t k = 0; k < m_differences.size(); ++k)
                if (m_isChosen[k] && deploy::isWithin(m_differences[k].path, each.path))
                    return true;
            return false;
        }();
        if (isWanted && each.deed != Deed::Keep)
            result.push_back(each);
    }
    return result;
}

QString DifferencesModel::summary() const
{
    const deploy::Differences all = chosen();
    QStringList parts;
    const auto count = [&](Deed deed, const QString& one, const QString& many) {
        const auto number = std::ranges::count(all, deed, &deploy::Difference::deed);
        if (number > 0)
            parts.append(QStringLiteral("%1 %2%3").arg(
                QString::number(number), parts.isEmpty() ? (number == 1 ? tr("file ") : tr("files ")) : QString(),
                number == 1 ? one : many));
    };
    count(Deed::Add, tr("is added"), tr("are added"));
    count(Deed::Change, tr("is changed"), tr("are changed"));
    count(Deed::Remove, tr("is removed"), tr("are removed"));
    return parts.join(QStringLiteral(", "));
}

int DifferencesModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_differences.size());
}

int DifferencesModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant DifferencesModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const deploy::Difference& each = difference(index.row());
    const QString path = shownLine(each.path) + (isFolder(each) ? QStringLiteral("/") : QString());
    switch (role) {
    case Qt::DisplayRole: return index.column() == PathColumn ? path : describeDeed(each);
    case Qt::ToolTipRole: return QStringLiteral("%1: %2").arg(path, describeDeed(each));
    case Qt::CheckStateRole:
        if (index.column() != PathColumn)
            return {};
        return doesSomething(index.row()) && m_isChosen[static_cast<std::size_t>(index.row())] ? Qt::Checked
                                                                                               : Qt::Unchecked;
    default: return {};
    }
}

bool DifferencesModel::setData(const QModelIndex& index, const QVariant& value, int role)
{
    if (role != Qt::CheckStateRole || !index.isValid() || !doesSomething(index.row()))
        return false;
    m_isChosen[static_cast<std::size_t>(index.row())] = value.toInt() == Qt::Checked;
    emit dataChanged(index, index, {Qt::CheckStateRole});
    emit choiceChanged();
    return true;
}

QVariant DifferencesModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    return section == PathColumn ? tr("File") : tr("What Happens");
}

Qt::ItemFlags DifferencesModel::flags(const QModelIndex& index) const
{
    if (!index.isValid())
        return Qt::NoItemFlags;
    if (!doesSomething(index.row()))
        return Qt::ItemNeverHasChildren; // what stays is greyed
    Qt::ItemFlags flags = Qt::ItemIsSelectable | Qt::ItemNeverHasChildren | Qt::ItemIsEnabled;
    if (index.column() == PathColumn)
        flags |= Qt::ItemIsUserCheckable;
    return flags;
}

} // namespace spp::workbench
