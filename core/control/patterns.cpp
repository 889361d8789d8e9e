// SPDX-License-Identifier: MIT
#include "core/control/patterns.h"

#include "core/control/control_file.h"

namespace spp::control
{

Result<Patterns> Patterns::parse(std::string_view bytes)
{
    Patterns result;
    for (const auto& [text, line] : parseLines(bytes)) {
        const bool isNegated = text.starts_with('!');
        auto expression = RegularExpression::parse(text.substr(isNegated ? 1 : 0), RegularExpression::Letters::AnyCase);
        if (!expression)
            return tl::unexpected<Error>(expression.error().at("line " + std::to_string(line)));
        result.m_patterns.push_back({std::move(*expression), isNegated});
    }
    return result;
}

bool Patterns::match(const std::string& text) const
{
    for (const auto& pattern : m_patterns)
        if (pattern.expression.matches(text) != pattern.isNegated)
            return true;
    return false;
}

} // namespace spp::control
