// SPDX-License-Identifier: MIT
/// A plugin of the library, told to a person. Pure.
#pragma once

#include "core/library/library_plugin.h"

#include <QString>

namespace spp::workbench
{

/// "[rcpt], [data]"
QString sectionWords(const library::PluginHead& head);

/// Rich text: what it is, what it needs and whether that is here, what can be set, and all that its head says.
QString libraryPluginAsHtml(const library::LibraryPlugin& plugin);

} // namespace spp::workbench
