// SPDX-License-Identifier: MIT
#include "app/workbench/editor/editor_area.h"

#include "app/workbench/editor/code_editor.h"
#include "app/workbench/editor/editor_tab.h"
#include "app/workbench/editor/editor_tabs.h"
#include "app/workbench/editor/find_bar.h"
#include "app/workbench/editor/side_view.h"

#include <QApplication>

#include <utility>

namespace spp::workbench
{

EditorArea::EditorArea(const KSyntaxHighlighting::Repository& repository, QWidget* parent)
    : QSplitter(Qt::Horizontal, parent), m_tabs(new EditorTabs(repository)), m_side(new SideView(*m_tabs, repository))
{
    addWidget(m_tabs);
    addWidget(m_side);
    setChildrenCollapsible(false);
    connect(m_tabs, &EditorTabs::stateChanged, this, &EditorArea::stateChanged);
    connect(m_tabs, &EditorTabs::titlesChanged, this, &EditorArea::stateChanged);
    connect(m_side, &SideView::stateChanged, this, &EditorArea::stateChanged);
    connect(m_side, &SideView::lineToggled, m_tabs, &EditorTabs::lineToggled);
    connect(qApp, &QApplication::focusChanged, this, [this](const QWidget*, const QWidget* now) { noteFocus(now); });
}

EditorArea::View EditorArea::active() const
{
    if (m_isInSide && m_side->tab())
        return {m_side->tab(), m_side->editor(), m_side->findBar()};
    EditorTab* tab = m_tabs->current();
    return tab ? View{tab, tab->editor(), tab->findBar()} : View{};
}

void EditorArea::toggleSide()
{
    if (m_side->tab())
        return m_side->dismiss();
    const View view = active();
    if (!view.editor)
        return;
    m_side->open(view.tab);
    setSizes({width() / 2, width() / 2});
}

void EditorArea::closeActive()
{
    if (m_isInSide && m_side->tab())
        m_side->dismiss();
    else
        m_tabs->closeTab(m_tabs->currentIndex());
}

/// A menu or a list that has the keyboard for a while changes nothing.
void EditorArea::noteFocus(const QWidget* focused)
{
    if (!m_side->isAncestorOf(focused) && !m_tabs->isAncestorOf(focused))
        return;
    const bool isInSide = m_side->isAncestorOf(focused);
    if (std::exchange(m_isInSide, isInSide) != isInSide)
        emit stateChanged();
}

} // namespace spp::workbench
