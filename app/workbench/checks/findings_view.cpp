// SPDX-License-Identifier: MIT
#include "app/workbench/checks/findings_view.h"

#include "app/workbench/settings/icons.h"
#include "app/workbench/trace/severity_delegate.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QToolButton>
#include <QTreeView>
#include <QVBoxLayout>

#include <utility>

namespace spp::workbench
{

namespace
{

constexpr int fileWidth = 170; // pixels
constexpr int findingLineWidth = 50;
constexpr int findingMargin = 8;

} // namespace

FindingsView::FindingsView(QWidget* parent)
    : QWidget(parent),
      m_list(new QTreeView),
      m_empty(new QLabel),
      m_explanation(new QLabel),
      m_toPlace(new QToolButton),
      m_fix(new QToolButton),
      m_details(makeDetails())
{
    m_list->setModel(&m_model);
    m_list->setItemDelegate(new SeverityDelegate(FindingsModel::SentenceColumn, FindingsModel::SeverityRole, m_list));
    m_list->setAccessibleName(tr("Mistakes in this home"));
    m_list->setRootIsDecorated(false);
    m_list->setUniformRowHeights(true);
    m_list->setAllColumnsShowFocus(true);
    m_list->setFrameShape(QFrame::NoFrame);
    QHeaderView* header = m_list->header();
    header->setStretchLastSection(false);
    header->setSectionResizeMode(FindingsModel::SentenceColumn, QHeaderView::Stretch);
    header->resizeSection(FindingsModel::FileColumn, fileWidth);
    header->resizeSection(FindingsModel::LineColumn, findingLineWidth);
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setWordWrap(true);
    m_empty->setText(tr("Nothing wrong was found in this home."));

    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_list, 1);
    column->addWidget(m_details);
    column->addWidget(m_empty, 1);

    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, &FindingsView::showSelected);
    connect(m_list, &QAbstractItemView::activated, m_toPlace, &QToolButton::click);
    connect(m_list, &QAbstractItemView::clicked, m_toPlace, &QToolButton::click);
    connect(m_toPlace, &QToolButton::clicked, this, [this] {
        if (const auto* finding = selected())
            emit placeActivated(*finding);
    });
    connect(m_fix, &QToolButton::clicked, this, [this] {
        if (const auto* finding = selected(); finding && finding->hasFix())
            emit fixChosen(check::Fix(finding->fix)); // the list may be gone before it is made
    });
    showEmpty();
    showSelected();
}

void FindingsView::setFindings(std::vector<check::Finding> findings)
{
    const int row = m_list->currentIndex().row();
    m_model.setFindings(std::move(findings));
    if (!m_list->currentIndex().isValid() && row >= 0)
        m_list->setCurrentIndex(m_model.index(std::min(row, m_model.rowCount() - 1), 0));
    showEmpty();
    showSelected();
}

QWidget* FindingsView::makeDetails()
{
    m_explanation->setWordWrap(true);
    m_explanation->setTextFormat(Qt::PlainText);
    m_explanation->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    m_explanation->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_explanation->setAccessibleName(tr("Explanation"));
    m_toPlace->setText(tr("Show"));
    m_toPlace->setIcon(lineIcon(LineIcon::File));
    m_toPlace->setToolTip(tr("Show the line in the editor (Enter)"));
    m_fix->setToolTip(tr("Mend it; in an open file it can be undone"));
    auto* buttons = new QVBoxLayout;
    for (QToolButton* button : {m_fix, m_toPlace}) {
        button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        button->setFocusPolicy(Qt::StrongFocus);
        button->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
        buttons->addWidget(button);
    }
    buttons->addStretch(1);

    auto* details = new QWidget;
    auto* row = new QHBoxLayout(details);
    row->setContentsMargins(findingMargin, findingMargin, findingMargin, findingMargin);
    row->addWidget(m_explanation, 1);
    row->addLayout(buttons);
    return details;
}

void FindingsView::showSelected()
{
    const auto* finding = selected();
    m_details->setVisible(finding);
    if (!finding)
        return;
    const auto explanation = rowOf(finding->rule).explanation;
    m_explanation->setText(QString::fromUtf8(explanation.data(), static_cast<qsizetype>(explanation.size())));
    m_fix->setVisible(finding->hasFix());
    m_fix->setText(QString::fromStdString(finding->fix.title));
}

void FindingsView::showEmpty()
{
    const bool isEmpty = m_model.rowCount() == 0;
    m_list->setVisible(!isEmpty);
    m_empty->setVisible(isEmpty);
}

const check::Finding* FindingsView::selected() const
{
    const QModelIndex index = m_list->currentIndex();
    return index.isValid() ? &m_model.finding(index.row()) : nullptr;
}

} // namespace spp::workbench
