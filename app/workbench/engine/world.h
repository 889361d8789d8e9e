// SPDX-License-Identifier: MIT
/// What the window is told of the world that plugins run in; core/world/world.h makes it. Values.
///
/// With a private home each run gets a copy of the home as it is on disk then. A branch gets one, too, so that a plugin that was mended meanwhile runs as
/// it is now; and what the plugins of the run that it comes from have changed up to then, and the person has not, is changed in it
/// as well, so that they find what they wrote. Of a run that is not the newest nothing is left to be taken up: its copy goes with the
/// start of the next run, or at the workbench's end.
#pragma once

#include <QString>

#include <vector>

namespace spp::workbench
{

struct HomeChange
{
    enum class Kind { Added, Changed, Removed };

    Kind kind = Kind::Changed;
    QString path; ///< relative to the home, printable; a folder's ends in /
    quint64 size = 0;

    bool operator==(const HomeChange&) const = default;
};

/// What plugins have changed in a run's private home so far.
struct HomeChanges
{
    std::vector<HomeChange> changes;
    QString error; ///< why that can't be told; empty: it is told
};

/// What is missing here, and what to do; each is empty if nothing is.
struct WorldTroubles
{
    QString privateHome;
    QString dns; ///< for answers from a table
    QString clock;
};

} // namespace spp::workbench
