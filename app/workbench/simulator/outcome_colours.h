// SPDX-License-Identifier: MIT
/// How outcomes and changes look in the simulator's lists: which meaning they have, and delegates that paint it. The palette is asked
/// at each painting, so a change between light and dark is followed.
#pragma once

#include "app/workbench/settings/colours.h"
#include "core/trace/step.h"

#include <QStyledItemDelegate>

#include <optional>

namespace spp::workbench
{

/// nullopt: text in its ordinary colour.
std::optional<Meaning> meaningOf(trace::Outcome outcome);

/// Changed variables on a tinted ground.
class EnvironmentDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

protected:
    void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override;
};

/// Lines of plugin output as they were printed, in the fixed font; what is special on a tinted ground.
class OutputDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

protected:
    void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override;
};

} // namespace spp::workbench
