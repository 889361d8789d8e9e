// SPDX-License-Identifier: MIT
#include "app/workbench/scenarios/scenarios_view.h"

#include "app/workbench/scenarios/scenarios_delegate.h"
#include "app/workbench/simulator/elided_label.h"

#include <QAction>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QToolButton>
#include <QTreeView>
#include <QVBoxLayout>

#include <chrono>

namespace spp::workbench
{

using Kind = ScenariosModel::Kind;
using Mark = ScenarioMark;

namespace
{

constexpr int treeIndentation = 14; // pixels
constexpr int barMargin = 2;

/// Often enough to look alive, seldom enough to leave the window time for the person.
constexpr std::chrono::milliseconds countInterval{50};

/// Who wants to see more of them unfolds them.
constexpr int mostUnfolded = 30;

} // namespace

ScenariosView::ScenariosView(QWidget* parent)
    : QWidget(parent),
      m_runAll(add(LineIcon::RunAll, tr("Run &All Scenarios"), Qt::Key_F7,
                   tr("Play all scenarios of the home, each in a copy of it"))),
      m_runFailed(add(LineIcon::RunFailed, tr("Run &Failed Scenarios"), QKeySequence(tr("Shift+F7")),
                      tr("Play again what was not as expected, or could not be run"))),
      m_runThis(add(LineIcon::Run, tr("&Run Selected Scenario"), QKeySequence(tr("Ctrl+F7")),
                    tr("Play what is selected: a file, or a case of it"))),
      m_stop(add(LineIcon::Stop, tr("&Stop Scenarios"), QKeySequence(tr("Ctrl+Shift+F7")),
                 tr("End what runs, and begin no other"))),
      m_debug(
          add(LineIcon::NextPlugin, tr("&Debug Selected Session"), QKeySequence(tr("Alt+Shift+F7")),
              tr("Run the session in the simulator, held before its first plugin; in a copy of the home, behind the "
                 "sessions before it"))),
      m_accept(add(LineIcon::Accept, tr("A&ccept What Happened"), {},
                   tr("Make the scenario expect what has come; its text is changed in the editor, and not saved"))),
      m_save(add(LineIcon::Record, tr("Sa&ve Session as Scenario…"), {},
                 tr("Make a scenario of the session in the simulator: what was said, and what came"))),
      m_tree(new QTreeView),
      m_empty(new QLabel),
      m_summary(new ElidedLabel)
{
    arrangeMenu();
    m_save->setEnabled(false);
    makeTree();
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setWordWrap(true);
    m_empty->setMargin(12);
    m_empty->setText(
        tr("No scenarios yet: files *.spp below dialogs/ in the home. A session that you have typed becomes "
           "one by “Save Session as Scenario…”."));
    auto* foot = new QHBoxLayout;
    foot->setContentsMargins(8, 3, 4, 3);
    foot->addWidget(m_summary);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(makeBar());
    column->addWidget(m_tree, 1);
    column->addWidget(m_empty, 1);
    column->addLayout(foot);

    connectActions();
    connectModel();
    showState();
}

QString ScenariosView::summary() const
{
    return m_summary->text();
}

void ScenariosView::setBusy(bool isBusy)
{
    m_isBusy = isBusy;
    showState();
}

void ScenariosView::showFailures()
{
    int left = mostUnfolded;
    const auto unfold = [&](const auto& self, const QModelIndex& parent) -> void {
        for (int row = 0; row < m_model.rowCount(parent) && left > 0; ++row) {
            const QModelIndex index = m_model.index(row, 0, parent);
            const auto mark = static_cast<Mark>(index.data(ScenariosModel::MarkRole).toInt());
            if (m_model.rowCount(index) == 0 || (mark != Mark::Failed && mark != Mark::Impossible))
                continue;
            --left;
            m_tree->expand(index);
            self(self, index);
        }
    };
    unfold(unfold, {});
}

void ScenariosView::select(const QString& path)
{
    if (const QModelIndex index = m_model.fileIndex(path); index.isValid())
        m_tree->setCurrentIndex(index);
}

QAction* ScenariosView::add(LineIcon icon, const QString& text, const QKeySequence& key, const QString& toolTip)
{
    auto* action = new QAction(lineIcon(icon), text, this);
    action->setShortcut(key);
    action->setToolTip(key.isEmpty() ? toolTip
                                     : QStringLiteral("%1 (%2)").arg(toolTip, key.toString(QKeySequence::NativeText)));
    addAction(action);
    return action;
}

/// What runs, what is done with one that has run, what makes one.
void ScenariosView::arrangeMenu()
{
    for (QAction* first : {m_debug, m_save}) {
        auto* separator = new QAction(this);
        separator->setSeparator(true);
        insertAction(first, separator);
    }
}

void ScenariosView::connectActions()
{
    connect(m_runAll, &QAction::triggered, this, [this] { emit runWanted(m_model.all()); });
    connect(m_runFailed, &QAction::triggered, this, [this] { emit runWanted(m_model.failed()); });
    connect(m_runThis, &QAction::triggered, this, [this] { emit runWanted(m_model.partsOf(selected())); });
    connect(m_stop, &QAction::triggered, this, &ScenariosView::stopWanted);
    connect(m_debug, &QAction::triggered, this, [this] {
        const auto failed = m_model.failedBelow(selected());
        emit debugWanted(failed.empty() ? m_model.rowOf(selected()).place : failed.front().place);
    });
    connect(m_accept, &QAction::triggered, this, [this] { emit acceptWanted(selected()); });
}

void ScenariosView::connectModel()
{
    m_showSoon.setSingleShot(true);
    m_showSoon.setInterval(countInterval);
    connect(&m_showSoon, &QTimer::timeout, this, &ScenariosView::showState);
    const auto showSoon = [this] {
        if (!m_showSoon.isActive())
            m_showSoon.start();
    };
    connect(&m_model, &QAbstractItemModel::rowsInserted, this, showSoon);
    connect(&m_model, &QAbstractItemModel::rowsRemoved, this, showSoon);
    connect(&m_model, &QAbstractItemModel::dataChanged, this, showSoon);
}

/// The words say what is run; the menu's words are longer.
QWidget* ScenariosView::makeBar()
{
    auto* bar = new QWidget;
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(barMargin, barMargin, barMargin, barMargin);
    row->setSpacing(0);
    const auto addButton = [&](QAction* action, const QString& words) {
        auto* button = new QToolButton;
        button->setDefaultAction(action);
        button->setAutoRaise(true);
        button->setFocusPolicy(Qt::TabFocus);
        if (!words.isEmpty()) {
            // The action's own words would come back whenever it changes.
            connect(action, &QAction::changed, button, [button, words] { button->setText(words); });
            button->setText(words);
            button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        }
        row->addWidget(button);
    };
    addButton(m_runAll, tr("All"));
    addButton(m_runFailed, tr("Failed"));
    addButton(m_runThis, tr("This"));
    addButton(m_debug, {});
    addButton(m_accept, {});
    row->addStretch(1);
    addButton(m_stop, {});
    return bar;
}

void ScenariosView::makeTree()
{
    m_tree->setModel(&m_model);
    m_tree->setItemDelegate(new ScenariosDelegate(m_tree));
    m_tree->setAccessibleName(tr("Scenarios"));
    m_tree->setHeaderHidden(true);
    m_tree->setUniformRowHeights(true);
    m_tree->setIndentation(treeIndentation);
    m_tree->setFrameShape(QFrame::NoFrame);
    m_tree->setExpandsOnDoubleClick(false);
    m_tree->setContextMenuPolicy(Qt::CustomContextMenu);
    setFocusProxy(m_tree);
    connect(m_tree, &QAbstractItemView::activated, this, &ScenariosView::activated);
    connect(m_tree, &QWidget::customContextMenuRequested, this, &ScenariosView::showMenu);
    connect(m_tree->selectionModel(), &QItemSelectionModel::currentChanged, this, &ScenariosView::showState);
}

QModelIndex ScenariosView::selected() const
{
    return m_tree->currentIndex();
}

void ScenariosView::showState()
{
    const ScenarioCounts counts = m_model.counts();
    const auto countOf = [&](Mark mark) { return counts[static_cast<std::size_t>(mark)]; };
    const bool hasFailed = countOf(Mark::Failed) + countOf(Mark::Impossible) > 0;
    const bool hasFiles = m_model.rowCount() > 0;
    const QModelIndex index = selected();
    const bool isTrouble = index.isValid() && m_model.rowOf(index).kind == Kind::Trouble;
    m_runAll->setEnabled(!m_isBusy && hasFiles);
    m_runFailed->setEnabled(!m_isBusy && hasFailed);
    m_runThis->setEnabled(!m_isBusy && index.isValid());
    m_stop->setEnabled(m_isBusy);
    m_debug->setEnabled(index.isValid() && !isTrouble);
    m_accept->setEnabled(index.isValid() && !m_model.failedBelow(index).empty());
    m_tree->setVisible(hasFiles);
    m_empty->setVisible(!hasFiles);
    const std::optional<Meaning> meaning = hasFailed                   ? std::optional(Meaning::Reject)
                                           : countOf(Mark::Passed) > 0 ? std::optional(Meaning::Accept)
                                                                       : std::nullopt;
    m_summary->setText(m_model.summary(), meaning);
}

void ScenariosView::showMenu(const QPoint& position)
{
    QMenu menu;
    if (m_tree->indexAt(position).isValid()) {
        connect(menu.addAction(tr("&Open")), &QAction::triggered, this, [this] { emit activated(selected()); });
        menu.addSeparator();
        menu.addActions({m_runThis, m_debug, m_accept});
        menu.addSeparator();
    }
    menu.addActions({m_runAll, m_runFailed, m_stop});
    menu.exec(m_tree->viewport()->mapToGlobal(position));
}

} // namespace spp::workbench
