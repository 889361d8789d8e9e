// SPDX-License-Identifier: MIT
#include "app/workbench/models/file_matches_model.h"

#include "app/workbench/models/fuzzy_match.h"
#include "app/workbench/models/text_mark.h"

#include <algorithm>
#include <tuple>

namespace spp::workbench
{

void FileMatchesModel::setFiles(const QStringList& files)
{
    m_files = files;
    match(m_typed);
}

void FileMatchesModel::match(const QString& typed)
{
    beginResetModel();
    m_typed = typed;
    m_rows.clear();
    for (const QString& name : m_files)
        if (const auto found = fuzzyMatch(typed, name))
            m_rows.append({name, found->score, found->positions});
    // Of two that fit as well the shorter one is meant.
    const auto order = [](const Row& row) { return std::tuple(-row.score, row.name.size(), row.name); };
    if (!typed.isEmpty())
        std::ranges::sort(m_rows, {}, order);
    m_rows.resize(std::min(m_rows.size(), mostShown));
    endResetModel();
}

int FileMatchesModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QVariant FileMatchesModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const Row& row = m_rows.at(index.row());
    if (role == Qt::DisplayRole)
        return row.name;
    if (role != marksRole)
        return {};
    TextMarks marks;
    for (const int position : row.positions)
        marks.append({position, position + 1});
    return QVariant::fromValue(marks);
}

} // namespace spp::workbench
