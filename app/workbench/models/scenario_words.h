// SPDX-License-Identifier: MIT
/// How scenarios and what became of them are said on screen. Pure functions, thread-safe.
#pragma once

#include "app/workbench/models/scenario_file.h"

#include <QString>

#include <array>
#include <cstddef>

namespace spp::workbench
{

/// "line 12: expected 250, got “550 no such user”"
QString describeFailure(const scenario::Failure& failure);

/// The line of a file that a sentence begins with, "line 3, column 7: …"; 0: none.
int lineIn(const QString& sentence);

/// What is said behind a file's name: its title, or how many of its cases did what.
QString detailOf(const ScenarioFile& file);

/// A case's name: its row of the table, or its number.
QString caseName(const ScenarioFile& file, std::size_t caseIndex);
QString sessionName(const ScenarioFile& file, std::size_t caseIndex, std::size_t session);

/// "passed", "could not be run"
QString describeMark(ScenarioMark mark);

/// How many cases have each mark.
using ScenarioCounts = std::array<int, scenarioMarks>;

/// "12 of 14 as expected, 2 failed". @param asked so many are to be run by what goes on; 0: nothing does
QString summaryOf(const ScenarioCounts& counts, int asked, bool isStale);

} // namespace spp::workbench
