// SPDX-License-Identifier: MIT
#include "app/workbench/home_dock.h"

#include "app/workbench/settings/icons.h"

#include <QStyledItemDelegate>
#include <QTreeView>

#include <algorithm>

namespace spp::workbench
{

namespace
{

constexpr int iconSize = 16;
constexpr int rowPadding = 3; // pixels above and below

/// Gives each kind of file its icon, and greys out what lies among the plugins without being one.
class FileDelegate : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        const int height = std::max(option.decorationSize.height(), option.fontMetrics.height()) + 2 * rowPadding;
        return {QStyledItemDelegate::sizeHint(option, index).width(), height};
    }

protected:
    void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override
    {
        QStyledItemDelegate::initStyleOption(option, index);
        if (!index.parent().isValid()) {
            option->font.setBold(true);
            return;
        }
        option->features |= QStyleOptionViewItem::HasDecoration;
        option->icon = iconOf(index);
        const auto kind = index.data(HomeModel::KindRole).value<HomeModel::Kind>();
        if (kind == HomeModel::Kind::Plugin && !index.data(HomeModel::ExecutableRole).toBool())
            option->palette.setColor(QPalette::Text, option->palette.color(QPalette::PlaceholderText));
    }

private:
    const QIcon& iconOf(const QModelIndex& index) const
    {
        switch (index.data(HomeModel::KindRole).value<HomeModel::Kind>()) {
        case HomeModel::Kind::Control: return m_control;
        case HomeModel::Kind::Plugin: return index.data(HomeModel::ExecutableRole).toBool() ? m_plugin : m_control;
        case HomeModel::Kind::Dialog: return m_dialog;
        }
        return m_control;
    }

    QIcon m_control = lineIcon(LineIcon::File);
    QIcon m_plugin = lineIcon(LineIcon::Plugin);
    QIcon m_dialog = lineIcon(LineIcon::Dialog);
};

} // namespace

HomeDock::HomeDock(HomeModel* model, QWidget* parent) : QDockWidget(tr("Home"), parent), m_tree(new QTreeView(this))
{
    setObjectName(QStringLiteral("homeDock")); // the window's saved state knows it by this name
    setFeatures(DockWidgetClosable | DockWidgetMovable);
    m_tree->setModel(model);
    m_tree->setHeaderHidden(true);
    m_tree->setItemDelegate(new FileDelegate(m_tree));
    m_tree->setIconSize({iconSize, iconSize});
    m_tree->setIndentation(iconSize);
    m_tree->setUniformRowHeights(true);
    m_tree->setFrameShape(QFrame::NoFrame);
    m_tree->setTextElideMode(Qt::ElideMiddle);
    setWidget(m_tree);

    connect(model, &HomeModel::modelReset, m_tree, &QTreeView::expandAll);
    connect(m_tree, &QTreeView::activated, this, [this](const QModelIndex& index) {
        const QString path = index.data(HomeModel::PathRole).toString();
        if (!path.isEmpty())
            emit fileChosen(path, index.data(HomeModel::KindRole).value<HomeModel::Kind>());
    });
}

void HomeDock::addMenu(const QList<QAction*>& actions)
{
    m_tree->setContextMenuPolicy(Qt::ActionsContextMenu);
    m_tree->addActions(actions);
}

} // namespace spp::workbench
