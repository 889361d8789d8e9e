// SPDX-License-Identifier: MIT
#include "app/workbench/world/choice_button.h"

#include <QActionGroup>
#include <QLabel>
#include <QMenu>
#include <QWidgetAction>

namespace spp::workbench
{

namespace
{

constexpr int troubleWidth = 360;
constexpr int troubleMargin = 8;

} // namespace

ChoiceButton::ChoiceButton(QWidget* parent)
    : QPushButton(parent),
      m_entries(new QActionGroup(this)),
      m_trouble(new QLabel),
      m_troubleEntry(new QWidgetAction(this))
{
    m_trouble->setWordWrap(true);
    m_trouble->setTextFormat(Qt::PlainText);
    m_trouble->setMargin(troubleMargin);
    m_trouble->setFixedWidth(troubleWidth);
    m_troubleEntry->setDefaultWidget(m_trouble);
    m_troubleEntry->setVisible(false);
    auto* menu = new QMenu(this);
    menu->setToolTipsVisible(true);
    menu->addAction(m_troubleEntry);
    setMenu(menu);
}

QAction* ChoiceButton::add(const QString& text, const QString& toolTip)
{
    auto* entry = new QAction(text, m_entries);
    entry->setCheckable(true);
    entry->setToolTip(toolTip);
    menu()->insertAction(m_troubleEntry, entry);
    return entry;
}

void ChoiceButton::show(QAction* chosen, const QString& text)
{
    chosen->setChecked(true);
    setText(text.isEmpty() ? chosen->text().remove(u'&') : text);
    setToolTip(chosen->toolTip());
}

void ChoiceButton::showTrouble(const QString& trouble)
{
    m_trouble->setText(trouble);
    m_troubleEntry->setVisible(!trouble.isEmpty());
}

QString ChoiceButton::trouble() const
{
    return m_trouble->text();
}

} // namespace spp::workbench
