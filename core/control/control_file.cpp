// SPDX-License-Identifier: MIT
#include "core/control/control_file.h"

#include "core/base/text.h"

namespace spp::control
{

std::vector<ControlLine> parseLines(std::string_view bytes)
{
    std::vector<ControlLine> result;
    std::size_t number = 0;
    for (std::string_view line : text::lines(bytes)) {
        ++number;
        line = text::trimEnd(line);
        if (!line.empty() && line.front() != '#')
            result.push_back({std::string(line), number});
    }
    return result;
}

std::string parseFirstLine(std::string_view bytes)
{
    return std::string(text::trimEnd(bytes.substr(0, bytes.find('\n'))));
}

std::optional<unsigned long> parseNumber(std::string_view bytes)
{
    return text::leadingNumber(parseFirstLine(bytes));
}

} // namespace spp::control
