// SPDX-License-Identifier: MIT
#include "app/workbench/private_home/home_box.h"

#include "app/workbench/engine/engine.h"
#include "app/workbench/private_home/home_choice.h"

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

HomeBox::HomeBox(Engine& engine, QWidget* parent) : QPushButton(parent), m_trouble(new QLabel)
{
    auto* menu = new QMenu(this);
    menu->setToolTipsVisible(true);
    setMenu(menu);
    setObjectName(QStringLiteral("homeBox"));
    m_asItIs =
        add(tr("&As It Is"), tr("Plugins run in the home itself: what they write stays, what they remove is gone."),
            std::nullopt);
    m_copy = add(tr("&Private Copy"),
                 tr("Plugins see a copy of the home at /var/qmail and write nowhere else; there is no network.\n"
                    "What they changed is shown after the run, and thrown away unless you keep it."),
                 PrivateHome{false});
    m_copyWithNetwork =
        add(tr("Private Copy, with &Network"),
            tr("The same, but plugins can ask other machines: DNS, databases, policy servers."), PrivateHome{true});
    addTrouble();
    // What was missing may have been installed since.
    connect(menu, &QMenu::aboutToShow, &engine, &Engine::checkPrivateHome);
    connect(&engine, &Engine::privateHomeChecked, this, &HomeBox::showTrouble);
    engine.checkPrivateHome();
    setHome({});
}

QAction* HomeBox::add(const QString& text, const QString& toolTip, const std::optional<PrivateHome>& choice)
{
    QAction* action = menu()->addAction(text);
    action->setCheckable(true);
    action->setToolTip(toolTip);
    auto* group = findChild<QActionGroup*>();
    if (group == nullptr)
        group = new QActionGroup(this);
    group->addAction(action);
    connect(action, &QAction::triggered, this, [this, choice] { choose(choice); });
    return action;
}

void HomeBox::addTrouble()
{
    m_trouble->setWordWrap(true);
    m_trouble->setTextFormat(Qt::PlainText);
    m_trouble->setMargin(troubleMargin);
    m_trouble->setMinimumWidth(troubleWidth);
    m_trouble->setMaximumWidth(troubleWidth);
    m_troubleAction = new QWidgetAction(this);
    m_troubleAction->setDefaultWidget(m_trouble);
    m_troubleAction->setVisible(false);
    menu()->addAction(m_troubleAction);
}

void HomeBox::setHome(const QString& home)
{
    m_home = home;
    m_chosen = home.isEmpty() ? std::nullopt : readHomeChoice(home);
    setEnabled(!home.isEmpty());
    showChosen();
}

void HomeBox::choose(const std::optional<PrivateHome>& choice)
{
    m_chosen = choice;
    writeHomeChoice(m_home, choice);
    showChosen();
}

void HomeBox::showChosen()
{
    QAction* chosen = !m_chosen ? m_asItIs : m_chosen->network ? m_copyWithNetwork : m_copy;
    chosen->setChecked(true);
    setText(chosen->text().remove(u'&'));
    setToolTip(chosen->toolTip());
}

/// A copy that is chosen stays so: plugins are not let loose on the home because something else is missing.
void HomeBox::showTrouble(const QString& trouble)
{
    m_copy->setEnabled(trouble.isEmpty());
    m_copyWithNetwork->setEnabled(trouble.isEmpty());
    m_trouble->setText(trouble);
    m_troubleAction->setVisible(!trouble.isEmpty());
}

} // namespace spp::workbench
