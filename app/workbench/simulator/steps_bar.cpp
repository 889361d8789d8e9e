// SPDX-License-Identifier: MIT
#include "app/workbench/simulator/steps_bar.h"

#include "app/workbench/models/words.h"
#include "app/workbench/settings/icons.h"
#include "app/workbench/simulator/elided_label.h"
#include "app/workbench/simulator/steps_view.h"

#include <QActionGroup>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QToolButton>
#include <QVBoxLayout>

#include <set>

namespace spp::workbench
{

namespace
{

QToolButton* makeFindButton(LineIcon icon, const QString& toolTip)
{
    auto* button = new QToolButton;
    button->setIcon(lineIcon(icon));
    button->setToolTip(toolTip);
    button->setAutoRaise(true);
    return button;
}

QToolButton* makeMenuButton(const QString& text, const QString& toolTip)
{
    auto* button = new QToolButton;
    button->setText(text);
    button->setToolTip(toolTip);
    button->setAutoRaise(true);
    button->setPopupMode(QToolButton::InstantPopup);
    button->setMenu(new QMenu(button));
    return button;
}

} // namespace

StepsBar::StepsBar(StepsView& view, QWidget* parent)
    : QWidget(parent),
      m_view(view),
      m_search(view.conversation()),
      m_needle(new QLineEdit),
      m_state(new QLabel),
      m_show(makeMenuButton({}, tr("Choose what is shown"))),
      m_plugins(new QMenu(tr("What One Plugin Did"), this)),
      m_pluginChoice(new QActionGroup(this)),
      m_rangeRow(new QWidget),
      m_rangeWords(new ElidedLabel)
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(makeSearchRow());
    column->addWidget(m_rangeRow);
    fillRangeRow();
    setFocusProxy(m_needle);

    connect(m_needle, &QLineEdit::textChanged, this, [this](const QString& text) {
        m_search.setText(text);
        applyFilter();
        if (const auto place = m_view.place(); !text.isEmpty())
            m_search.findFrom(place);
    });
    connect(&m_search, &ConversationSearch::found, &m_view, qOverload<trace::StepLine>(&StepsView::select));
    connect(&m_search, &ConversationSearch::stateChanged, this, &StepsBar::showState);
    connect(&m_view, &StepsView::stepSelected, this, &StepsBar::showState);
    connect(&m_view, &StepsView::lineSelected, this, &StepsBar::showState);
    m_view.installEventFilter(this);
    m_needle->installEventFilter(this);
    applyFilter();
}

QWidget* StepsBar::makeSearchRow()
{
    m_needle->setPlaceholderText(tr("Find in the session"));
    m_needle->setClearButtonEnabled(true);
    auto* previous = makeFindButton(LineIcon::Up, tr("Previous match (Shift+Enter)"));
    auto* next = makeFindButton(LineIcon::Down, tr("Next match (Enter)"));
    auto* folds = makeMenuButton(tr("Fold"), tr("Choose how much is folded away"));
    m_folds = folds->menu();
    makeFilterMenu();
    makeFoldMenu();

    auto* search = new QWidget;
    auto* row = new QHBoxLayout(search);
    row->setContentsMargins(6, 2, 4, 2);
    row->setSpacing(2);
    row->addWidget(m_needle, 1);
    for (QWidget* widget : std::initializer_list<QWidget*>{previous, next, m_state, m_show, folds})
        row->addWidget(widget);
    connect(previous, &QToolButton::clicked, this, &StepsBar::findPrevious);
    connect(next, &QToolButton::clicked, this, &StepsBar::findNext);
    return search;
}

/// There only while a range is shown.
void StepsBar::fillRangeRow()
{
    auto* all = new QToolButton;
    all->setText(tr("Show All"));
    all->setToolTip(tr("Drop the range that is selected in the waterfall"));
    all->setAutoRaise(true);
    auto* row = new QHBoxLayout(m_rangeRow);
    row->setContentsMargins(8, 0, 4, 2);
    row->setSpacing(6);
    row->addWidget(m_rangeWords, 1);
    row->addWidget(all);
    m_rangeRow->hide();
    connect(all, &QToolButton::clicked, this, &StepsBar::rangeDropped);
}

void StepsBar::makeFilterMenu()
{
    QMenu* menu = m_show->menu();
    m_onlyRefusals = menu->addAction(tr("Only &Refusals"));
    m_onlyFound = menu->addAction(tr("Only What Is &Found"));
    for (QAction* action : {m_onlyRefusals, m_onlyFound}) {
        action->setCheckable(true);
        connect(action, &QAction::toggled, this, &StepsBar::applyFilter);
    }
    menu->addMenu(m_plugins);
    menu->addSeparator();
    connect(menu->addAction(tr("&Everything")), &QAction::triggered, this, [this] {
        m_onlyRefusals->setChecked(false);
        m_onlyFound->setChecked(false);
        showOnlyPlugin({});
        emit rangeDropped();
    });
    connect(m_plugins, &QMenu::aboutToShow, this, &StepsBar::fillPlugins);
}

void StepsBar::makeFoldMenu()
{
    using Fold = ConversationModel::Fold;
    auto* choice = new QActionGroup(this);
    for (const auto& [text, fold] :
         {std::pair{tr("To &Commands"), Fold::Commands}, std::pair{tr("To &Sections"), Fold::Sections},
          std::pair{tr("To &Plugins"), Fold::Plugins}, std::pair{tr("&Nothing"), Fold::Nothing}}) {
        QAction* action = m_folds->addAction(text);
        action->setCheckable(true);
        action->setChecked(fold == m_view.conversation().fold());
        choice->addAction(action);
        connect(action, &QAction::triggered, this, [this, fold = fold] { m_view.conversation().setFold(fold); });
    }
}

/// Those that have run, or were to.
void StepsBar::fillPlugins()
{
    m_plugins->clear();
    std::set<std::string> lines{m_plugin};
    const auto& timeline = m_view.conversation().steps().timeline();
    for (const trace::Step& step : timeline.steps())
        if (step.plugin)
            lines.insert(step.plugin->call.line);
    for (const std::string& line : lines) {
        QAction* action = m_plugins->addAction(line.empty() ? tr("All Plugins") : shownLine(line).replace(u'&', "&&"));
        action->setCheckable(true);
        action->setChecked(line == m_plugin);
        m_pluginChoice->addAction(action);
        connect(action, &QAction::triggered, this, [this, line] { showOnlyPlugin(line); });
    }
}

void StepsBar::startSearch()
{
    m_needle->setFocus();
    m_needle->selectAll();
}

void StepsBar::findNext()
{
    m_search.findNext(m_view.place());
}

void StepsBar::findPrevious()
{
    m_search.findPrevious(m_view.place());
}

void StepsBar::showOnlyPlugin(const std::string& line)
{
    m_plugin = line;
    applyFilter();
}

void StepsBar::showOnlyRange(std::optional<StepRange> range, const QString& words)
{
    m_range = range;
    m_rangeWords->setText(tr("only %1").arg(words), Meaning::Changed);
    m_rangeRow->setVisible(range.has_value());
    applyFilter();
}

void StepsBar::applyFilter()
{
    const ConversationFilter filter{m_onlyRefusals->isChecked(), m_plugin,
                                    m_onlyFound->isChecked() ? m_search.text() : std::string(), m_range};
    m_view.conversation().setFilter(filter);
    const bool isAll = !m_onlyRefusals->isChecked() && !m_onlyFound->isChecked() && m_plugin.empty();
    const bool isOne = m_onlyRefusals->isChecked() + m_onlyFound->isChecked() + !m_plugin.empty() == 1;
    m_show->setText(isAll                         ? tr("Everything")
                    : !isOne                      ? tr("Filtered")
                    : m_onlyRefusals->isChecked() ? tr("Refusals")
                    : m_onlyFound->isChecked()    ? tr("Found")
                                                  : tr("One plugin"));
    QFont font = m_show->font();
    font.setBold(!isAll);
    m_show->setFont(font);
    showState();
}

void StepsBar::showState()
{
    m_state->setText(m_search.state(m_view.place()));
}

void StepsBar::keyPressEvent(QKeyEvent* event)
{
    switch (event->key()) {
    case Qt::Key_Escape:
        m_needle->clear();
        m_view.setFocus();
        break;
    case Qt::Key_Return:
    case Qt::Key_Enter: event->modifiers().testFlag(Qt::ShiftModifier) ? findPrevious() : findNext(); break;
    default: QWidget::keyPressEvent(event);
    }
}

/// The window has these keys for its editors; while the steps have the keyboard, the steps are meant.
bool StepsBar::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() != QEvent::ShortcutOverride && event->type() != QEvent::KeyPress)
        return QWidget::eventFilter(watched, event);
    const auto* key = static_cast<const QKeyEvent*>(event);
    const auto target = key->matches(QKeySequence::Find)           ? &StepsBar::startSearch
                        : key->matches(QKeySequence::FindNext)     ? &StepsBar::findNext
                        : key->matches(QKeySequence::FindPrevious) ? &StepsBar::findPrevious
                                                                   : nullptr;
    if (target == nullptr)
        return QWidget::eventFilter(watched, event);
    event->accept();
    if (event->type() == QEvent::KeyPress)
        (this->*target)();
    return true;
}

} // namespace spp::workbench
