// SPDX-License-Identifier: MIT
/// Which programs of a home a line of smtpplugins runs, and what they can do as far as their text tells. Reads files only through the
/// view it is given.
#pragma once

#include "core/check/home_view.h"
#include "core/control/smtpplugins.h"
#include "core/library/announcement.h"

#include <string>
#include <vector>

namespace spp::coverage
{

/// A plain line is itself a program's path. Of a shell's line those of its words count that are programs of the home: "plugins/rbl" if
/// that may be executed, and "rbl" alone, for a wrapper that builds or finds it, if its source plugins/rbl.c (.go, .rs …) is there. A line
/// that names none stands for itself: ":echo N".
std::vector<std::string> programsOf(const control::PluginEntry& entry, const check::HomeView& view);

/// How it is known what a plugin can do.
enum class Origin {
    Head,    ///< the comment at its head says it
    Source,  ///< literals that its source prints: a part of the truth
    Unknown, ///< nothing tells
};

struct Abilities
{
    Origin origin = Origin::Unknown;
    library::Announcement announced;
};

/// @param program as programsOf() names it; of a compiled one the source beside it is read, of a shell's line that itself
Abilities abilitiesOf(const std::string& program, const check::HomeView& view);

} // namespace spp::coverage
