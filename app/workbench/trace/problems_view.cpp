// SPDX-License-Identifier: MIT
#include "app/workbench/trace/problems_view.h"

#include "app/workbench/models/words.h"
#include "app/workbench/settings/icons.h"
#include "app/workbench/trace/severity_delegate.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QScrollArea>
#include <QSplitter>
#include <QToolButton>
#include <QTreeView>
#include <QVBoxLayout>

namespace spp::workbench
{

namespace
{

constexpr int pluginWidth = 140; // pixels
constexpr int lineWidth = 40;
constexpr int timesWidth = 50;
constexpr int detailsMargin = 8;
constexpr int listShare = 3; // of the height, at first
constexpr int detailsShare = 2;

QLabel* newText(const QString& name)
{
    auto* label = new QLabel;
    label->setWordWrap(true);
    label->setTextFormat(Qt::PlainText);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    label->setAccessibleName(name);
    return label;
}

QToolButton* newLink(LineIcon icon)
{
    auto* button = new QToolButton;
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setIcon(lineIcon(icon));
    button->setFocusPolicy(Qt::StrongFocus);
    return button;
}

} // namespace

ProblemsView::ProblemsView(QWidget* parent)
    : QWidget(parent),
      m_list(new QTreeView),
      m_empty(newText(tr("Problems"))),
      m_sentence(newText(tr("Problem"))),
      m_explanation(newText(tr("Explanation"))),
      m_toStep(newLink(LineIcon::Dialog)),
      m_toPlace(newLink(LineIcon::File))
{
    m_list->setModel(&m_model);
    m_list->setItemDelegate(new SeverityDelegate(ProblemsModel::SentenceColumn, ProblemsModel::SeverityRole, m_list));
    m_list->setAccessibleName(tr("Problems"));
    m_list->setRootIsDecorated(false);
    m_list->setUniformRowHeights(true);
    m_list->setAllColumnsShowFocus(true);
    m_list->setFrameShape(QFrame::NoFrame);
    QHeaderView* header = m_list->header();
    header->setStretchLastSection(false);
    header->setMinimumSectionSize(0);
    header->setSectionResizeMode(ProblemsModel::SentenceColumn, QHeaderView::Stretch);
    header->resizeSection(ProblemsModel::PluginColumn, pluginWidth);
    header->resizeSection(ProblemsModel::LineColumn, lineWidth);
    header->resizeSection(ProblemsModel::TimesColumn, timesWidth);
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setMargin(20);
    m_empty->setFocusPolicy(Qt::NoFocus);

    auto* splitter = new QSplitter(Qt::Vertical);
    splitter->addWidget(m_list);
    m_details = makeDetails();
    splitter->addWidget(m_details);
    splitter->setStretchFactor(0, listShare);
    splitter->setStretchFactor(1, detailsShare);
    splitter->setSizes({listShare * 100, detailsShare * 100});
    splitter->setChildrenCollapsible(false);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(splitter, 1);
    column->addWidget(m_empty, 1);

    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, &ProblemsView::showSelected);
    connect(m_list, &QAbstractItemView::activated, this, &ProblemsView::goToStep);
    connect(m_toStep, &QToolButton::clicked, this, &ProblemsView::goToStep);
    connect(m_toPlace, &QToolButton::clicked, this, &ProblemsView::goToPlace);
    connect(&m_model, &QAbstractItemModel::modelReset, this, &ProblemsView::showEmpty);
    connect(&m_model, &QAbstractItemModel::rowsInserted, this, &ProblemsView::showEmpty);
    connect(&m_model, &QAbstractItemModel::dataChanged, this,
            [this] { m_list->setColumnHidden(ProblemsModel::TimesColumn, false); });
    setEmptyText({});
}

QWidget* ProblemsView::makeDetails()
{
    QFont bold = m_sentence->font();
    bold.setBold(true);
    m_sentence->setFont(bold);
    m_toStep->setText(tr("Show Step"));
    m_toStep->setToolTip(tr("Select the step that shows it (Enter)"));
    m_toPlace->setToolTip(tr("Show this line in the editor"));

    auto* inner = new QWidget;
    auto* texts = new QVBoxLayout;
    texts->addWidget(m_sentence);
    texts->addWidget(m_explanation);
    texts->addStretch(1);
    auto* buttons = new QVBoxLayout;
    buttons->addWidget(m_toStep);
    buttons->addWidget(m_toPlace);
    buttons->addStretch(1);
    for (QToolButton* button : {m_toStep, m_toPlace})
        button->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    auto* row = new QHBoxLayout(inner);
    row->setContentsMargins(detailsMargin, 6, detailsMargin, 6);
    row->setSpacing(12);
    row->addLayout(texts, 1);
    row->addLayout(buttons);
    auto* area = new QScrollArea;
    area->setWidget(inner);
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    return area;
}

void ProblemsView::setEmptyText(const QString& text)
{
    m_empty->setText(text);
    showEmpty();
}

void ProblemsView::showEmpty()
{
    const bool isEmpty = m_model.rowCount() == 0;
    m_list->setColumnHidden(ProblemsModel::TimesColumn, !m_model.anyShowsAgain());
    m_empty->setVisible(isEmpty);
    m_list->parentWidget()->setVisible(!isEmpty);
    if (!isEmpty && !m_list->currentIndex().isValid())
        m_list->setCurrentIndex(m_model.index(0, 0));
    showSelected();
}

int ProblemsView::selectedRow() const
{
    return m_list->currentIndex().isValid() ? m_list->currentIndex().row() : -1;
}

void ProblemsView::showSelected()
{
    const int row = selectedRow();
    m_details->setVisible(row >= 0);
    if (row < 0)
        return;
    const trace::Hazard& hazard = m_model.hazard(row);
    m_sentence->setText(QString::fromStdString(hazard.sentence));
    m_explanation->setText(ProblemsModel::explanation(hazard));
    m_toStep->setVisible(m_model.step(row).has_value());
    m_toPlace->setText(tr("Open %1").arg(lastPartOf(hazard.place)));
}

void ProblemsView::goToStep()
{
    const int row = selectedRow();
    if (row < 0)
        return;
    if (const auto step = m_model.step(row))
        emit stepActivated(*step);
    else
        goToPlace(); // of the file alone
}

void ProblemsView::goToPlace()
{
    if (const int row = selectedRow(); row >= 0)
        emit placeActivated(QString::fromStdString(m_model.hazard(row).place));
}

} // namespace spp::workbench
