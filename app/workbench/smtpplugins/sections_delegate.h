// SPDX-License-Identifier: MIT
/// Paints the rows of SmtpPluginsModel: sections as headings, plugins with their switch, arguments and what is to be said of them.
/// Edits a plugin's arguments in place. Not thread-safe: for the window's thread.
#pragma once

#include <QStyledItemDelegate>

namespace spp::workbench
{

class SectionsDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    explicit SectionsDelegate(QObject* parent = nullptr);

    /// Of the switch in a plugin's row.
    static QRect switchOf(const QRect& row);

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    QWidget* createEditor(QWidget* parent, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    void updateEditorGeometry(QWidget* editor, const QStyleOptionViewItem& option,
                              const QModelIndex& index) const override;
    bool editorEvent(QEvent* event, QAbstractItemModel* model, const QStyleOptionViewItem& option,
                     const QModelIndex& index) override;

private:
    void paintSection(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const;
    void paintPlugin(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const;
    void paintComment(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const;

    QFont m_fixedFont;
};

} // namespace spp::workbench
