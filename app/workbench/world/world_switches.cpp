// SPDX-License-Identifier: MIT
#include "app/workbench/world/world_switches.h"

#include "app/workbench/engine/engine.h"
#include "app/workbench/world/choice_button.h"

#include <QAction>
#include <QDateTimeEdit>
#include <QDialog>
#include <QDialogButtonBox>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QVBoxLayout>

namespace spp::workbench
{

using Home = WorldChoice::Home;
using Clock = WorldChoice::Clock;

namespace
{

const QString dayFormat = QStringLiteral("yyyy-MM-dd HH:mm:ss");
const QString shortDayFormat = QStringLiteral("yyyy-MM-dd HH:mm"); // room is scarce above the session

QString shortNameOf(const QString& path)
{
    constexpr qsizetype longest = 16;
    const QString name = QFileInfo(path).fileName();
    return name.size() > longest ? name.left(longest - 1) + u'…' : name;
}

} // namespace

WorldSwitches::WorldSwitches(Engine& engine, QWidget* parent)
    : QWidget(parent), m_home(new ChoiceButton), m_clock(new ChoiceButton)
{
    m_home->setObjectName(QStringLiteral("home"));
    m_clock->setObjectName(QStringLiteral("clock"));
    addHomes();
    addClocks();
    auto* home = new QLabel(tr("Ho&me:"));
    home->setBuddy(m_home);
    auto* clock = new QLabel(tr("Cl&ock:"));
    clock->setBuddy(m_clock);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(home);
    row->addWidget(m_home);
    row->addWidget(clock);
    row->addWidget(m_clock);
    // What was missing may have been installed since.
    for (const ChoiceButton* button : {m_home, m_clock})
        connect(button->menu(), &QMenu::aboutToShow, &engine, &Engine::checkWorld);
    connect(&engine, &Engine::worldChecked, this, &WorldSwitches::showTroubles);
    engine.checkWorld();
    setHome({});
}

void WorldSwitches::addHomes()
{
    m_asItIs =
        m_home->add(tr("&As It Is"), tr("Plugins run in the home itself: what they write stays, what they remove is "
                                        "gone."));
    m_copy =
        m_home->add(tr("&Private Copy"),
                    tr("Plugins see a copy of the home at /var/qmail and write nowhere else; there is no network.\n"
                       "What they changed is shown after the run, and thrown away unless you keep it."));
    m_copyWithDns = m_home->add(
        tr("Private Copy, with &DNS Answers of Yours…"),
        tr("The same, but look-ups in the DNS are answered from a file that you choose, with lines such as\n"
           "mail.example.net  A  192.0.2.25\n"
           "What is not in it does not exist."));
    m_copyWithNetwork =
        m_home->add(tr("Private Copy, with &Network"),
                    tr("The same, but plugins can ask other machines: DNS, databases, policy servers."));
    connect(m_asItIs, &QAction::triggered, this, [this] { chooseHome(Home::AsItIs); });
    connect(m_copy, &QAction::triggered, this, [this] { chooseHome(Home::Copy); });
    connect(m_copyWithDns, &QAction::triggered, this, &WorldSwitches::askForDnsTable);
    connect(m_copyWithNetwork, &QAction::triggered, this, [this] { chooseHome(Home::CopyWithNetwork); });
}

void WorldSwitches::addClocks()
{
    m_runs = m_clock->add(tr("&Goes"), tr("Plugins are told what time it is."));
    m_standsAtStart =
        m_clock->add(tr("&Stands Still"), tr("For plugins it is the time at which the run begins, to its end."));
    m_standsAt = m_clock->add(tr("Stands Still &At…"),
                              tr("For plugins it is the time that you choose, in each run: what they do at a certain\n"
                                 "hour or day can be seen, and runs can be compared."));
    connect(m_runs, &QAction::triggered, this, [this] { chooseClock(Clock::Runs); });
    connect(m_standsAtStart, &QAction::triggered, this, [this] { chooseClock(Clock::StandsAtStart); });
    connect(m_standsAt, &QAction::triggered, this, &WorldSwitches::askForDay);
}

void WorldSwitches::setHome(const QString& home)
{
    m_path = home;
    m_choice = home.isEmpty() ? WorldChoice() : readWorldChoice(home);
    setEnabled(!home.isEmpty());
    showChoice();
}

void WorldSwitches::choose(const WorldChoice& choice)
{
    m_choice = choice;
    writeWorldChoice(m_path, choice);
    showChoice();
}

void WorldSwitches::chooseHome(Home home)
{
    WorldChoice choice = m_choice;
    choice.home = home;
    choose(choice);
}

void WorldSwitches::chooseClock(Clock clock)
{
    WorldChoice choice = m_choice;
    choice.clock = clock;
    choose(choice);
}

void WorldSwitches::askForDnsTable()
{
    WorldChoice choice = m_choice;
    choice.home = Home::CopyWithDns;
    choice.dnsTable = QFileDialog::getOpenFileName(this, tr("A File with DNS Answers"),
                                                   m_choice.dnsTable.isEmpty() ? m_path : m_choice.dnsTable);
    choose(choice.dnsTable.isEmpty() ? m_choice : choice);
}

void WorldSwitches::askForDay()
{
    QDialog dialog(this);
    dialog.setWindowTitle(tr("The Clock Stands Still At"));
    auto* edit = new QDateTimeEdit(m_choice.day.isValid() ? m_choice.day : QDateTime::currentDateTime());
    edit->setDisplayFormat(dayFormat);
    edit->setCalendarPopup(true);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel);
    connect(buttons, &QDialogButtonBox::accepted, &dialog, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, &dialog, &QDialog::reject);
    auto* column = new QVBoxLayout(&dialog);
    column->addWidget(edit);
    column->addWidget(buttons);
    WorldChoice choice = m_choice;
    if (dialog.exec() == QDialog::Accepted) {
        choice.clock = Clock::StandsAt;
        choice.day = edit->dateTime();
    }
    choose(choice);
}

void WorldSwitches::showChoice()
{
    switch (m_choice.home) {
    case Home::AsItIs: m_home->show(m_asItIs); break;
    case Home::Copy: m_home->show(m_copy); break;
    case Home::CopyWithDns:
        m_home->show(m_copyWithDns, tr("Private Copy, %1").arg(shortNameOf(m_choice.dnsTable)));
        break;
    case Home::CopyWithNetwork: m_home->show(m_copyWithNetwork, tr("Private Copy, Network")); break;
    }
    switch (m_choice.clock) {
    case Clock::Runs: m_clock->show(m_runs); break;
    case Clock::StandsAtStart: m_clock->show(m_standsAtStart); break;
    case Clock::StandsAt: m_clock->show(m_standsAt, m_choice.day.toString(shortDayFormat)); break;
    }
}

/// What is chosen stays so: plugins are not let loose on the home because something else is missing.
void WorldSwitches::showTroubles(const WorldTroubles& troubles)
{
    m_copy->setEnabled(troubles.privateHome.isEmpty());
    m_copyWithNetwork->setEnabled(troubles.privateHome.isEmpty());
    m_copyWithDns->setEnabled(troubles.privateHome.isEmpty() && troubles.dns.isEmpty());
    m_home->showTrouble(troubles.privateHome.isEmpty() ? troubles.dns : troubles.privateHome);
    m_standsAtStart->setEnabled(troubles.clock.isEmpty());
    m_standsAt->setEnabled(troubles.clock.isEmpty());
    m_clock->showTrouble(troubles.clock);
}

} // namespace spp::workbench
