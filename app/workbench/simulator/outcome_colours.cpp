// SPDX-License-Identifier: MIT
#include "app/workbench/simulator/outcome_colours.h"

#include "app/workbench/models/environment_model.h"
#include "app/workbench/models/plugin_output_model.h"

#include <QFontDatabase>

namespace spp::workbench
{

std::optional<Meaning> meaningOf(trace::Outcome outcome)
{
    switch (outcome) {
    case trace::Outcome::Running: return Meaning::Changed;
    case trace::Outcome::Accepted: return Meaning::Accept;
    case trace::Outcome::Deferred: return Meaning::Defer;
    case trace::Outcome::Refused:
    case trace::Outcome::Disconnected: return Meaning::Reject;
    case trace::Outcome::Failed: return Meaning::Error;
    case trace::Outcome::None:
    case trace::Outcome::Skipped: return std::nullopt;
    }
    return std::nullopt;
}

void EnvironmentDelegate::initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const
{
    QStyledItemDelegate::initStyleOption(option, index);
    const auto change = static_cast<EnvironmentModel::Change>(index.data(EnvironmentModel::ChangeRole).toInt());
    if (change != EnvironmentModel::Change::None)
        option->backgroundBrush = background(Meaning::Changed, option->palette);
    if (index.column() != EnvironmentModel::OriginColumn) {
        const bool struckOut = option->font.strikeOut();
        option->font = QFontDatabase::systemFont(QFontDatabase::FixedFont);
        option->font.setStrikeOut(struckOut);
    }
}

void OutputDelegate::initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const
{
    QStyledItemDelegate::initStyleOption(option, index);
    if (index.column() == PluginOutputModel::PrintedColumn)
        option->font = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    if (index.data(PluginOutputModel::NoteRole).toBool())
        option->backgroundBrush = background(Meaning::Defer, option->palette);
}

} // namespace spp::workbench
