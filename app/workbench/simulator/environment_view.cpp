// SPDX-License-Identifier: MIT
#include "app/workbench/simulator/environment_view.h"

#include "app/workbench/simulator/outcome_colours.h"
#include "app/workbench/simulator/value_table.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QMenu>
#include <QToolButton>

#include <algorithm>

namespace spp::workbench
{

namespace
{

constexpr int variableWidth = 140;
constexpr int originWidth = 230;

QToolButton* makeTextButton(const QString& text, const QString& toolTip)
{
    auto* button = new QToolButton;
    button->setText(text);
    button->setToolTip(toolTip);
    button->setAutoRaise(true);
    return button;
}

} // namespace

EnvironmentView::EnvironmentView(QWidget* parent)
    : QWidget(parent),
      m_table(new ValueTable(m_model, ValueTable::Rows::OneLine, {variableWidth, 0, originWidth})),
      m_filter(new QLineEdit),
      m_onlyChanged(makeTextButton(tr("Only changed"), tr("Show only what is not as it was before this step")))
{
    m_table->setItemDelegate(new EnvironmentDelegate(this));
    m_table->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_table->setContextMenuPolicy(Qt::CustomContextMenu);
    m_filter->setPlaceholderText(tr("Filter names and values"));
    m_filter->setClearButtonEnabled(true);
    m_onlyChanged->setCheckable(true);
    auto* copyButton = makeTextButton(tr("Copy"), tr("Copy what is selected, or everything that is shown"));
    copyButton->setPopupMode(QToolButton::InstantPopup);
    auto* menu = new QMenu(copyButton);
    copyButton->setMenu(menu);
    const auto copyAs = [this](EnvironmentModel::Format format) { return [this, format] { copy(format); }; };
    connect(menu->addAction(tr("As &Text")), &QAction::triggered, this, copyAs(EnvironmentModel::Format::Text));
    connect(menu->addAction(tr("As &Shell Assignments")), &QAction::triggered, this,
            copyAs(EnvironmentModel::Format::Shell));
    m_table->installEventFilter(this);

    auto* row = new QHBoxLayout;
    row->setContentsMargins(6, 3, 6, 3);
    row->setSpacing(4);
    row->addWidget(m_filter, 1);
    row->addWidget(m_onlyChanged);
    row->addWidget(copyButton);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(row);
    column->addWidget(m_table, 1);

    const auto filter = [this] { m_model.setFilter(m_filter->text(), m_onlyChanged->isChecked()); };
    connect(m_filter, &QLineEdit::textChanged, this, filter);
    connect(m_onlyChanged, &QToolButton::toggled, this, filter);
    connect(m_table, &QAbstractItemView::doubleClicked, this, &EnvironmentView::goToOrigin);
    connect(m_table, &QWidget::customContextMenuRequested, this, &EnvironmentView::showMenu);
}

void EnvironmentView::show(const TimelineModel& steps, std::size_t step)
{
    m_model.show(steps, step);
}

/// The window has Copy for its editors, and a table copies one cell.
bool EnvironmentView::eventFilter(QObject* watched, QEvent* event)
{
    const bool isKey = event->type() == QEvent::ShortcutOverride || event->type() == QEvent::KeyPress;
    if (!isKey || !static_cast<QKeyEvent*>(event)->matches(QKeySequence::Copy))
        return QWidget::eventFilter(watched, event);
    event->accept();
    if (event->type() == QEvent::KeyPress)
        copy(EnvironmentModel::Format::Text);
    return true;
}

void EnvironmentView::copy(EnvironmentModel::Format format) const
{
    QModelIndexList rows = m_table->selectionModel()->selectedRows();
    if (rows.size() < 2) {
        rows.clear();
        for (int row = 0; row < m_model.rowCount(); ++row)
            rows.append(m_model.index(row, 0));
    }
    std::ranges::sort(rows, {}, &QModelIndex::row);
    QApplication::clipboard()->setText(m_model.textOf(rows, format));
}

void EnvironmentView::goToOrigin(const QModelIndex& index)
{
    if (const auto place = m_model.originOf(index))
        emit originChosen(*place);
}

void EnvironmentView::showMenu(const QPoint& position)
{
    const QModelIndex index = m_table->indexAt(position);
    QMenu menu;
    QAction* origin = menu.addAction(tr("&Go to What Set It"));
    origin->setEnabled(m_model.originOf(index).has_value());
    connect(origin, &QAction::triggered, this, [this, index] { goToOrigin(index); });
    menu.addSeparator();
    connect(menu.addAction(tr("Copy as &Text")), &QAction::triggered, this,
            [this] { copy(EnvironmentModel::Format::Text); });
    connect(menu.addAction(tr("Copy as &Shell Assignments")), &QAction::triggered, this,
            [this] { copy(EnvironmentModel::Format::Shell); });
    menu.exec(m_table->viewport()->mapToGlobal(position));
}

} // namespace spp::workbench
