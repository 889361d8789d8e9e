// SPDX-License-Identifier: MIT
/// A scenario's lines before they are understood: what is included stands in its place, tables are taken out, variables can be filled
/// in. Pure; values.
#pragma once

#include "core/scenario/scenario.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace spp::scenario
{

/// Names and their values; one that is set later counts.
using Variables = std::vector<std::pair<std::string, std::string>>;

struct ScenarioLine
{
    std::string text;
    std::size_t number = 0; ///< from 1; of an included line, the outermost "include"
};

/// "line 3, column 7: …"
Error errorAt(std::size_t line, std::size_t column, const std::string& sentence);

/// Without comments and empty lines; includes done.
Result<std::vector<ScenarioLine>> readLines(std::string_view bytes, const IncludeReader& include);

/// The rows of the table in these lines, which are taken out of them; one row without a value if there is no table.
Result<std::vector<Variables>> takeTable(std::vector<ScenarioLine>& lines);

/// ${name} is replaced; ${{ is "${".
Result<std::string> fillIn(const ScenarioLine& line, const Variables& variables);

/// A letter or _, then letters, digits, _ and -.
bool isVariableName(std::string_view name);

} // namespace spp::scenario
