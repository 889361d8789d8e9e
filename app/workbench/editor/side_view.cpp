// SPDX-License-Identifier: MIT
#include "app/workbench/editor/side_view.h"

#include "app/workbench/editor/code_editor.h"
#include "app/workbench/editor/editor_tab.h"
#include "app/workbench/editor/editor_tabs.h"
#include "app/workbench/editor/find_bar.h"
#include "app/workbench/settings/flat_buttons.h"

#include <QComboBox>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QToolButton>
#include <QVBoxLayout>

#include <utility>

namespace spp::workbench
{

SideView::SideView(EditorTabs& tabs, const KSyntaxHighlighting::Repository& repository, QWidget* parent)
    : QWidget(parent), m_tabs(tabs), m_repository(repository), m_files(new QComboBox), m_column(new QVBoxLayout(this))
{
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(0);
    m_column->addWidget(makeHead());
    hide();
    connect(&m_tabs, &EditorTabs::opened, this, &SideView::listFiles);
    connect(&m_tabs, &EditorTabs::closed, this, [this](EditorTab* closed) {
        if (closed == m_tab)
            dismiss();
        listFiles();
    });
    connect(&m_tabs, &EditorTabs::titlesChanged, this, &SideView::showTitles);
    connect(m_files, &QComboBox::activated, this, [this](int index) {
        if (EditorTab* chosen = m_tabs.find(m_files->itemData(index).toString()))
            open(chosen);
    });
}

void SideView::open(EditorTab* tab)
{
    if (!tab->editor())
        return;
    clear();
    m_tab = tab;
    m_editor = new CodeEditor(m_repository, tab->editor()->sharedCode());
    m_editor->setHover(tab->editor()->hover());
    m_findBar = new FindBar(m_editor);
    m_column->addWidget(m_editor, 1);
    m_column->addWidget(m_findBar);
    setFocusProxy(m_editor);
    connect(m_editor, &CodeEditor::cursorPositionChanged, this, &SideView::stateChanged);
    connect(m_editor, &CodeEditor::selectionChanged, this, &SideView::stateChanged);
    connect(m_editor, &CodeEditor::lineToggled, this, [this](int line) { emit lineToggled(m_tab->path(), line); });
    listFiles();
    show();
    m_editor->setTextCursor(tab->editor()->textCursor());
    m_editor->setFocus();
    emit stateChanged();
}

void SideView::dismiss()
{
    clear();
    hide();
    emit stateChanged();
}

QWidget* SideView::makeHead()
{
    m_files->setAccessibleName(tr("File in the second view"));
    m_files->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_files->setMinimumContentsLength(12);
    auto* close = newIconButton(LineIcon::Close, tr("Close the second view (Ctrl+\\)"));
    connect(close, &QToolButton::clicked, this, &SideView::dismiss);
    auto* head = new QWidget;
    auto* row = new QHBoxLayout(head);
    row->setContentsMargins(2, 2, 2, 2);
    row->addWidget(m_files, 1);
    row->addWidget(close);
    return head;
}

void SideView::clear()
{
    m_tab = nullptr;
    delete std::exchange(m_findBar, nullptr);
    delete std::exchange(m_editor, nullptr);
}

/// Those that are shown as text.
void SideView::listFiles()
{
    m_files->clear();
    for (const EditorTab* tab : m_tabs.tabs())
        if (tab->editor())
            m_files->addItem(QString(), tab->path());
    showTitles();
    m_files->setCurrentIndex(m_tab ? m_files->findData(m_tab->path()) : -1);
}

void SideView::showTitles()
{
    for (int index = 0; index < m_files->count(); ++index) {
        const QString path = m_files->itemData(index).toString();
        const EditorTab* tab = m_tabs.find(path);
        const QString name = QFileInfo(path).fileName();
        m_files->setItemText(index, tab && tab->isModified() ? name + QStringLiteral(" *") : name);
        m_files->setItemData(index, path, Qt::ToolTipRole);
    }
}

} // namespace spp::workbench
