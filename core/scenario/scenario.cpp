// SPDX-License-Identifier: MIT
#include "core/scenario/scenario.h"

#include "core/scenario/case_parser.h"

#include <utility>

namespace spp::scenario
{

namespace
{

std::string describe(const Variables& row)
{
    std::string words;
    for (const auto& [name, value] : row)
        words += (words.empty() ? "" : ", ") + name + " " + value;
    return words;
}

} // namespace

Result<Scenario> parseScenario(std::string_view bytes, const IncludeReader& include)
{
    auto lines = readLines(bytes, include);
    if (!lines)
        return tl::unexpected<Error>(lines.error());
    auto rows = takeTable(*lines);
    if (!rows)
        return tl::unexpected<Error>(rows.error());
    Scenario scenario;
    std::size_t left = maxFilledIn;
    for (Variables& row : *rows) {
        std::string name = describe(row);
        auto parsed = parseCase(*lines, std::move(row), left);
        if (!parsed)
            return tl::unexpected<Error>(parsed.error());
        parsed->row = std::move(name);
        scenario.cases.push_back(std::move(*parsed));
    }
    return scenario;
}

} // namespace spp::scenario
