// SPDX-License-Identifier: MIT
/// The world that the sessions of a home run in, as a person has chosen it: kept in the settings by home. A value; not thread-safe: for
/// the window's thread.
#pragma once

#include "core/world/world_plan.h"

#include <QDateTime>
#include <QString>

namespace spp::workbench
{

struct WorldChoice
{
    enum class Home { AsItIs, Copy, CopyWithDns, CopyWithNetwork };
    enum class Clock { Runs, StandsAtStart, StandsAt };

    Home home = Home::AsItIs;
    QString dnsTable; ///< of CopyWithDns: the file
    Clock clock = Clock::Runs;
    QDateTime day; ///< of StandsAt

    bool operator==(const WorldChoice&) const = default;
};

/// For a run that starts now.
world::WorldPlan planOf(const WorldChoice& choice);

/// As below a server, at first.
WorldChoice readWorldChoice(const QString& home);
void writeWorldChoice(const QString& home, const WorldChoice& choice);

} // namespace spp::workbench
