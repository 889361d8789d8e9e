// SPDX-License-Identifier: MIT
/// A session that has run, as a scenario in a file of its own. For the window's thread.
#pragma once

#include "app/workbench/debugger/run.h"
#include "core/trace/timeline.h"

#include <QString>

#include <optional>
#include <string>

class QWidget;

namespace spp::workbench
{

/// What a file at that path is to have, so that it runs in the run's home.
std::string scenarioOf(const Run& run, const trace::Timeline& timeline, const QString& path);

/// The path in a home's dialogs folder that a person's name for a scenario means, or why it can't be that.
Result<QString> pathOfScenario(const QString& home, const QString& name);

/// Asks for a name until one will do; nullopt: the person does not want to.
std::optional<QString> askForScenario(QWidget* parent, const QString& home);

/// Writes it, and the folders above it, unless there is such a file. The sentence of an error names the file.
Result<void> writeScenario(const QString& path, const std::string& text);

} // namespace spp::workbench
