// SPDX-License-Identifier: MIT
#include "app/workbench/world/world_choice.h"

#include "app/workbench/settings/home_group.h"

#include <QSettings>

namespace spp::workbench
{

using Home = WorldChoice::Home;
using Clock = WorldChoice::Clock;

namespace
{

const QString homeKey = QStringLiteral("home");
const QString dnsTableKey = QStringLiteral("dnsTable");
const QString clockKey = QStringLiteral("clock");
const QString dayKey = QStringLiteral("day");

const QString groupName = QStringLiteral("worlds");

} // namespace

world::WorldPlan planOf(const WorldChoice& choice)
{
    world::WorldPlan plan;
    plan.privateHome = choice.home != Home::AsItIs;
    plan.network = choice.home == Home::CopyWithNetwork;
    if (choice.home == Home::CopyWithDns)
        plan.dns = choice.dnsTable.toStdString();
    if (choice.clock != Clock::Runs) {
        const QDateTime day = choice.clock == Clock::StandsAt ? choice.day : QDateTime::currentDateTime();
        plan.day = std::chrono::system_clock::time_point(std::chrono::seconds(day.toSecsSinceEpoch()));
    }
    return plan;
}

WorldChoice readWorldChoice(const QString& home)
{
    QSettings settings;
    settings.beginGroup(groupOfHome(groupName, home));
    WorldChoice choice;
    const int kept = settings.value(homeKey).toInt();
    for (const Home known : {Home::Copy, Home::CopyWithDns, Home::CopyWithNetwork})
        if (kept == static_cast<int>(known))
            choice.home = known;
    choice.dnsTable = settings.value(dnsTableKey).toString();
    choice.day = settings.value(dayKey).toDateTime();
    const int clock = settings.value(clockKey).toInt();
    if (clock == static_cast<int>(Clock::StandsAtStart))
        choice.clock = Clock::StandsAtStart;
    else if (clock == static_cast<int>(Clock::StandsAt) && choice.day.isValid())
        choice.clock = Clock::StandsAt;
    return choice;
}

void writeWorldChoice(const QString& home, const WorldChoice& choice)
{
    QSettings settings;
    settings.beginGroup(groupOfHome(groupName, home));
    settings.remove(QString());
    if (choice == WorldChoice())
        return;
    settings.setValue(homeKey, static_cast<int>(choice.home));
    settings.setValue(dnsTableKey, choice.dnsTable);
    settings.setValue(clockKey, static_cast<int>(choice.clock));
    settings.setValue(dayKey, choice.day);
}

} // namespace spp::workbench
