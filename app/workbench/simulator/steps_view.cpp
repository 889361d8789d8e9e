// SPDX-License-Identifier: MIT
#include "app/workbench/simulator/steps_view.h"

#include "app/workbench/simulator/step_delegate.h"

#include <QHeaderView>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QScopedValueRollback>

#include <algorithm>
#include <utility>
#include <vector>

namespace spp::workbench
{

using trace::StepLine;

namespace
{

constexpr int rowPadding = 4; // pixels
constexpr int firstOutcomeWidth = 125;
constexpr int firstTookWidth = 70;

} // namespace

StepsView::StepsView(TimelineModel& steps, QWidget* parent)
    : QTableView(parent), m_conversation(steps), m_copy(m_conversation)
{
    setModel(&m_conversation);
    setItemDelegate(new StepDelegate(this));
    setShowGrid(false);
    setWordWrap(false);
    setTabKeyNavigation(false);
    setSelectionBehavior(SelectRows);
    setSelectionMode(ExtendedSelection);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    verticalHeader()->hide();
    verticalHeader()->setMinimumSectionSize(0);
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setDefaultSectionSize(fontMetrics().height() + rowPadding);
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setSectionResizeMode(TimelineModel::StepColumn, QHeaderView::Stretch);
    horizontalHeader()->resizeSection(TimelineModel::OutcomeColumn, firstOutcomeWidth);
    horizontalHeader()->resizeSection(TimelineModel::TookColumn, firstTookWidth);

    connect(&steps, &QAbstractItemModel::modelAboutToBeReset, this, [this] { m_place.reset(); });
    connect(&m_conversation, &ConversationModel::built, this, [this] {
        if (!currentIndex().isValid())
            showPlace();
    });
}

void StepsView::follow()
{
    if (m_following && m_conversation.steps().timeline().size() > 0)
        moveTo({m_conversation.steps().timeline().size() - 1, std::nullopt});
}

void StepsView::select(StepLine place)
{
    m_following = false;
    m_conversation.reveal(place);
    moveTo(place);
}

std::optional<StepLine> StepsView::place() const
{
    return m_place;
}

std::optional<std::size_t> StepsView::selectedStep() const
{
    return m_place ? std::optional(m_place->step) : std::nullopt;
}

void StepsView::copySelection()
{
    QModelIndexList rows = selectionModel()->selectedRows();
    std::ranges::sort(rows, {}, &QModelIndex::row);
    std::vector<StepLine> places;
    for (const QModelIndex& row : rows)
        places.push_back(m_conversation.placeOf(row));
    m_copy.start(std::move(places));
}

void StepsView::copyAll()
{
    std::vector<StepLine> places;
    for (int row = 0; row < m_conversation.rowCount(); ++row)
        places.push_back(m_conversation.placeOf(m_conversation.index(row, 0)));
    m_copy.start(std::move(places));
}

void StepsView::moveTo(StepLine place)
{
    const bool isNew = m_place != place;
    m_place = place;
    showPlace();
    if (isNew)
        tell(place);
}

/// Makes the row of the selected place the current one, or the nearest that it stands below.
void StepsView::showPlace()
{
    if (!m_place)
        return;
    QModelIndex index = m_conversation.indexOf(*m_place);
    for (std::optional<std::size_t> step = m_place->step; step && !index.isValid();
         step = m_conversation.steps().timeline().steps()[*step].parent)
        index = m_conversation.indexOf({*step, std::nullopt});
    const QScopedValueRollback moving(m_moving, true);
    if (index.isValid() && index != currentIndex())
        setCurrentIndex(index);
}

void StepsView::tell(StepLine place)
{
    emit stepSelected(place.step);
    if (place.line)
        emit lineSelected(place.step, *place.line);
}

void StepsView::currentChanged(const QModelIndex& current, const QModelIndex& previous)
{
    QTableView::currentChanged(current, previous);
    if (!current.isValid() || m_moving)
        return;
    m_place = m_conversation.placeOf(current);
    m_following = m_place == StepLine{m_conversation.steps().timeline().size() - 1, std::nullopt};
    tell(*m_place);
}

void StepsView::fold(const QModelIndex& index, bool folded)
{
    if (!index.data(ConversationModel::FoldRole).isValid())
        return;
    const std::size_t step = m_conversation.placeOf(index).step;
    setCurrentIndex(index); // not on a row that goes away
    m_conversation.setFolded(step, folded);
}

/// The window has Copy for its editors; while the steps have the keyboard, the steps are meant.
bool StepsView::event(QEvent* event)
{
    if (event->type() == QEvent::ShortcutOverride && static_cast<QKeyEvent*>(event)->matches(QKeySequence::Copy))
        event->accept();
    return QTableView::event(event);
}

void StepsView::keyPressEvent(QKeyEvent* event)
{
    const QModelIndex current = currentIndex();
    const QVariant folded = current.data(ConversationModel::FoldRole);
    if (event->matches(QKeySequence::Copy))
        return copySelection();
    if (event->key() == Qt::Key_Home || event->key() == Qt::Key_End)
        return setCurrentIndex(
            m_conversation.index(event->key() == Qt::Key_Home ? 0 : m_conversation.rowCount() - 1, 0));
    if (!current.isValid() || (event->key() != Qt::Key_Left && event->key() != Qt::Key_Right))
        return QTableView::keyPressEvent(event);
    const bool closes = event->key() == Qt::Key_Left;
    if (folded.isValid() && folded.toBool() != closes)
        return fold(current, closes);
    const QModelIndex next = closes             ? m_conversation.parentOf(current)
                             : folded.isValid() ? current.siblingAtRow(current.row() + 1)
                                                : QModelIndex();
    if (next.isValid())
        setCurrentIndex(next);
}

void StepsView::mousePressEvent(QMouseEvent* event)
{
    const QModelIndex index = indexAt(event->position().toPoint());
    if (event->button() == Qt::LeftButton && isOnArrow(index, event->position().toPoint()))
        return fold(index.siblingAtColumn(0), !index.siblingAtColumn(0).data(ConversationModel::FoldRole).toBool());
    QTableView::mousePressEvent(event);
}

/// What is selected stays in sight when something comes up below.
void StepsView::resizeEvent(QResizeEvent* event)
{
    const bool wasSeen = QRect(QPoint(), event->oldSize()).intersects(visualRect(currentIndex()));
    QTableView::resizeEvent(event);
    if (m_following || wasSeen)
        scrollTo(currentIndex());
}

void StepsView::mouseDoubleClickEvent(QMouseEvent* event)
{
    const QModelIndex index = indexAt(event->position().toPoint()).siblingAtColumn(0);
    if (isOnArrow(index, event->position().toPoint()))
        return mousePressEvent(event); // two quick clicks
    if (index.isValid())
        fold(index, !index.data(ConversationModel::FoldRole).toBool());
}

bool StepsView::isOnArrow(const QModelIndex& index, const QPoint& position) const
{
    return index.isValid() && index.column() == TimelineModel::StepColumn &&
           index.data(ConversationModel::FoldRole).isValid() &&
           StepDelegate::arrowOf(visualRect(index), index.data(ConversationModel::LevelRole).toInt())
               .contains(position);
}

} // namespace spp::workbench
