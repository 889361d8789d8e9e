// SPDX-License-Identifier: MIT
#include "app/workbench/debugger/list_view.h"

#include <QHeaderView>

namespace spp::workbench
{

ListView::ListView(QAbstractItemModel& model, int wide, QWidget* parent) : QTreeView(parent)
{
    setModel(&model);
    setRootIsDecorated(false);
    setUniformRowHeights(true);
    setAllColumnsShowFocus(true);
    setFrameShape(QFrame::NoFrame);
    header()->setStretchLastSection(false);
    for (int column = 0; column < model.columnCount(); ++column)
        header()->setSectionResizeMode(column, column == wide ? QHeaderView::Stretch : QHeaderView::ResizeToContents);
}

} // namespace spp::workbench
