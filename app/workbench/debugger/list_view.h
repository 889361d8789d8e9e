// SPDX-License-Identifier: MIT
/// A flat list with columns, the first of which takes the room that there is. Not thread-safe: a widget.
#pragma once

#include <QTreeView>

namespace spp::workbench
{

class ListView : public QTreeView
{
    Q_OBJECT

public:
    /// `model` must live longer than the view. @param wide the column that takes the room
    explicit ListView(QAbstractItemModel& model, int wide = 0, QWidget* parent = nullptr);
};

} // namespace spp::workbench
