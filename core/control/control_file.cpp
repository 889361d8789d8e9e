// SPDX-License-Identifier: MIT
#include "core/control/control_file.h"

#include "core/base/text.h"

namespace spp::control
{

namespace
{

std::vector<std::string_view> partsBetweenNuls(std::string_view line)
{
    std::vector<std::string_view> parts;
    for (auto end = line.find('\0'); end != std::string_view::npos; end = line.find('\0')) {
        parts.push_back(line.substr(0, end));
        line.remove_prefix(end + 1);
    }
    parts.push_back(line);
    return parts;
}

} // namespace

std::vector<ControlLine> parseLines(std::string_view bytes)
{
    std::vector<ControlLine> result;
    std::size_t number = 0;
    for (std::string_view line : text::lines(bytes)) {
        ++number;
        line = text::trimEnd(line);
        if (line.empty() || line.front() == '#' || line.front() == '\0')
            continue;
        for (const std::string_view part : partsBetweenNuls(line))
            result.push_back({std::string(part), number});
    }
    return result;
}

std::string parseFirstLine(std::string_view bytes)
{
    return std::string(text::trimEnd(bytes.substr(0, bytes.find('\n'))));
}

std::optional<unsigned long> parseNumber(std::string_view bytes, bool narrow)
{
    const std::string line = parseFirstLine(bytes);
    return narrow ? text::leadingNarrowNumber(line) : text::leadingNumber(line);
}

} // namespace spp::control
