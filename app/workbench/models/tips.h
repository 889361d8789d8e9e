// SPDX-License-Identifier: MIT
/// What sections, plugins and variables are, as rich text for tool tips. Everything that comes from files is escaped.
/// Pure functions, thread-safe.
#pragma once

#include "app/workbench/models/home_facts.h"
#include "core/control/smtpplugins.h"
#include "core/plugin/variables.h"

#include <QString>

#include <optional>
#include <string_view>

namespace spp::workbench
{

/// @param section nullopt: what is written is no section
QString sectionTip(std::optional<control::Section> section, const session::Dialect& dialect);

/// @param path as smtpplugins names it
QString programTip(std::string_view path, const HomeFacts& facts);

/// A few words about a program that will not run as it is, "not executable"; empty if nothing is known against it.
QString programTrouble(std::string_view path, const HomeFacts& facts);

QString variableTip(const QString& name, const plugin::Variable& variable);

} // namespace spp::workbench
