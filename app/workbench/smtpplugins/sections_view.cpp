// SPDX-License-Identifier: MIT
#include "app/workbench/smtpplugins/sections_view.h"

#include "app/workbench/editor/code_document.h"
#include "app/workbench/editor/code_editor.h"
#include "app/workbench/settings/icons.h"
#include "app/workbench/smtpplugins/add_plugin_dialog.h"
#include "app/workbench/smtpplugins/sections_delegate.h"

#include <QAction>
#include <QDir>
#include <QDrag>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QMimeData>
#include <QScopedValueRollback>
#include <QToolButton>
#include <QTreeView>
#include <QVBoxLayout>

#include <utility>

namespace spp::workbench
{

namespace
{

constexpr int maxLines = 5000;   // more would slow down typing, and nobody has so many
constexpr int dragMargin = 4;    // pixels around the label's text
constexpr int dragDistance = 12; // pixels from the mouse to the label

/// What is dragged is a small label beside the mouse: the row itself would hide the place that it is dragged to.
class SectionsTree : public QTreeView
{
public:
    using QTreeView::QTreeView;

protected:
    void startDrag(Qt::DropActions actions) override
    {
        QMimeData* data = model()->mimeData(selectedIndexes());
        if (!data)
            return;
        auto* drag = new QDrag(this); // deletes itself, and the data
        drag->setMimeData(data);
        QLabel label(currentIndex().data(SmtpPluginsModel::NameRole).toString());
        label.setMargin(dragMargin);
        label.setFrameShape(QFrame::StyledPanel);
        drag->setPixmap(label.grab());
        drag->setHotSpot({-dragDistance, -dragDistance});
        drag->exec(actions, Qt::MoveAction);
    }
};

QTreeView* newTree(SmtpPluginsModel* model, QWidget* parent)
{
    auto* tree = new SectionsTree(parent);
    tree->setModel(model);
    tree->setItemDelegate(new SectionsDelegate(tree));
    tree->setHeaderHidden(true);
    tree->setRootIsDecorated(false);
    tree->setItemsExpandable(false);
    tree->setExpandsOnDoubleClick(false);
    tree->setIndentation(0);
    tree->setFrameShape(QFrame::NoFrame);
    tree->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    tree->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    tree->setEditTriggers(QAbstractItemView::DoubleClicked | QAbstractItemView::EditKeyPressed);
    tree->setDragDropMode(QAbstractItemView::InternalMove);
    tree->setDragDropOverwriteMode(false);
    tree->setContextMenuPolicy(Qt::CustomContextMenu);
    tree->setAccessibleName(SectionsView::tr("Sections and plugins"));
    return tree;
}

} // namespace

SectionsView::SectionsView(CodeEditor* editor, QWidget* parent)
    : QWidget(parent),
      m_editor(editor),
      m_tree(newTree(&m_model, this)),
      m_tooLong(new QLabel(tr("This file is too long to be shown as a list.")))
{
    m_tooLong->setAlignment(Qt::AlignCenter);
    m_tooLong->setWordWrap(true);
    addActions();
    auto* bar = new QHBoxLayout;
    bar->setContentsMargins(6, 3, 6, 3);
    for (QAction* action : {m_add, m_up, m_down, m_remove}) {
        auto* button = new QToolButton;
        button->setDefaultAction(action);
        button->setAutoRaise(true);
        bar->addWidget(button);
    }
    bar->addStretch(1);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(bar);
    column->addWidget(m_tooLong, 1);
    column->addWidget(m_tree, 1);

    connect(&m_model, &SmtpPluginsModel::modelReset, this, &SectionsView::followCursor);
    connect(&m_model, &SmtpPluginsModel::edited, this, &SectionsView::edit);
    connect(m_editor, &CodeEditor::textChanged, this, &SectionsView::followText);
    connect(m_editor, &CodeEditor::cursorPositionChanged, this, &SectionsView::followCursor);
    connect(&m_editor->code(), &CodeDocument::markedLinesChanged, this,
            [this] { m_model.setBreakpoints(m_editor->code().markedLines()); });
    connect(m_tree->selectionModel(), &QItemSelectionModel::currentChanged, this, &SectionsView::goToLine);
    connect(m_tree, &QTreeView::customContextMenuRequested, this, &SectionsView::showMenu);
    m_model.setBreakpoints(m_editor->code().markedLines());
    showActions();
}

void SectionsView::addActions()
{
    const auto newAction = [this](const QString& text, const QString& toolTip, const QKeySequence& key, auto deed) {
        auto* action = new QAction(text, this);
        action->setShortcut(key);
        action->setShortcutContext(Qt::WidgetShortcut);
        action->setToolTip(QStringLiteral("%1 (%2)").arg(toolTip, key.toString(QKeySequence::NativeText)));
        connect(action, &QAction::triggered, this, deed);
        m_tree->addAction(action);
        return action;
    };
    m_add = newAction(tr("&Add Plugin…"), tr("Choose a program of this home and put it into a section"),
                      QKeySequence(Qt::Key_Insert), [this] { askForPlugin(); });
    m_up = newAction(tr("Move &Up"), tr("Run it earlier, or in the section above"), QKeySequence(tr("Alt+Up")),
                     [this] { m_model.moveUp(m_tree->currentIndex()); });
    m_down = newAction(tr("Move &Down"), tr("Run it later, or in the section below"), QKeySequence(tr("Alt+Down")),
                       [this] { m_model.moveDown(m_tree->currentIndex()); });
    m_remove = newAction(tr("&Remove"), tr("Take the line out of smtpplugins; the plugin's file stays"),
                         QKeySequence(QKeySequence::Delete), [this] { m_model.remove(m_tree->currentIndex()); });
    m_arguments = newAction(tr("&Edit Arguments"), tr("What the plugin is called with"), QKeySequence(Qt::Key_F2),
                            [this] { m_tree->edit(m_tree->currentIndex()); });
    m_open = newAction(tr("&Open Its File"), tr("Edit the plugin itself"), QKeySequence(tr("Ctrl+Return")),
                       [this] { openProgram(); });
    m_up->setIcon(lineIcon(LineIcon::Up));
    m_down->setIcon(lineIcon(LineIcon::Down));
    m_remove->setIcon(lineIcon(LineIcon::Close));
}

void SectionsView::setFacts(const HomeFacts& facts)
{
    m_facts = facts;
    m_model.setFacts(facts);
    showActions();
}

void SectionsView::setFindings(std::vector<check::Finding> findings)
{
    m_model.setFindings(std::move(findings));
}

void SectionsView::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    followText();
}

/// While nobody sees it, it need not follow each key.
void SectionsView::followText()
{
    if (!isVisible())
        return;
    const bool isTooLong = m_editor->blockCount() > maxLines;
    m_tooLong->setVisible(isTooLong);
    m_tree->setVisible(!isTooLong);
    m_add->setEnabled(!isTooLong);
    m_model.setText(isTooLong ? QString() : m_editor->text());
    followCursor();
}

void SectionsView::edit(const QString& text, int line)
{
    m_editor->replaceText(text);
    m_editor->goToLine(line);
}

/// The cursor's row is selected; in a line that is no row's, none.
void SectionsView::followCursor()
{
    const QScopedValueRollback following(m_isFollowing, true);
    m_tree->expandAll();
    const QModelIndex row = m_model.indexOf(m_editor->textCursor().blockNumber() + 1);
    m_tree->setCurrentIndex(row);
    if (row.isValid())
        m_tree->scrollTo(row);
    showActions();
}

void SectionsView::goToLine()
{
    showActions();
    const int line = m_tree->currentIndex().data(SmtpPluginsModel::LineRole).toInt();
    if (!m_isFollowing && line > 0)
        m_editor->goToLine(line);
}

void SectionsView::showActions()
{
    const QModelIndex row = m_tree->currentIndex();
    const auto kind = row.data(SmtpPluginsModel::KindRole).value<SmtpPluginsModel::Kind>();
    const bool isRow = row.isValid() && kind != SmtpPluginsModel::Kind::Section;
    m_up->setEnabled(m_model.canMoveUp(row));
    m_down->setEnabled(m_model.canMoveDown(row));
    m_remove->setEnabled(isRow);
    m_arguments->setEnabled(isRow && kind == SmtpPluginsModel::Kind::Plugin);
    m_open->setEnabled(!programPath(row).isEmpty());
}

void SectionsView::showMenu(const QPoint& at)
{
    QMenu menu(this);
    const QModelIndex row = m_tree->indexAt(at);
    if (const QVariant isOn = row.data(Qt::CheckStateRole); isOn.isValid()) {
        const bool on = isOn.toInt() == Qt::Checked;
        menu.addAction(on ? tr("&Switch Off\tSpace") : tr("&Switch On\tSpace"), this,
                       [this, row, on] { m_model.setData(row, on ? Qt::Unchecked : Qt::Checked, Qt::CheckStateRole); });
        menu.addActions({m_arguments, m_open});
        menu.addSeparator();
    }
    menu.addActions({m_up, m_down, m_remove});
    menu.addSeparator();
    menu.addAction(m_add);
    menu.exec(m_tree->viewport()->mapToGlobal(at));
}

void SectionsView::askForPlugin()
{
    AddPluginDialog dialog(m_facts, m_model.sectionOf(m_tree->currentIndex()), this);
    if (dialog.exec() == QDialog::Accepted)
        m_model.add(dialog.section(), dialog.line());
}

void SectionsView::openProgram()
{
    if (const QString path = programPath(m_tree->currentIndex()); !path.isEmpty())
        emit openRequested(path, 1);
}

/// Empty: there is no such file to be opened.
QString SectionsView::programPath(const QModelIndex& index) const
{
    const QString program = index.data(SmtpPluginsModel::ProgramRole).toString();
    const bool isThere = m_facts.find(program.toStdString()) != nullptr;
    return isThere ? QDir::cleanPath(QDir(m_facts.home).absoluteFilePath(program)) : QString();
}

} // namespace spp::workbench
