// SPDX-License-Identifier: MIT
/// The tree of the open home, at the side of the window. Not thread-safe: a widget.
#pragma once

#include "app/workbench/models/home_model.h"

#include <QDockWidget>

class QTreeView;

namespace spp::workbench
{

class HomeDock : public QDockWidget
{
    Q_OBJECT

public:
    /// `model` must live longer than the dock.
    explicit HomeDock(HomeModel* model, QWidget* parent = nullptr);

    /// Makes the context menu of the tree.
    void addMenu(const QList<QAction*>& actions);

signals:
    /// The person asked for a file: double click or Enter.
    void fileChosen(const QString& path, HomeModel::Kind kind);

private:
    QTreeView* m_tree;
};

} // namespace spp::workbench
