// SPDX-License-Identifier: MIT
/// A scenario's line as its parser takes it apart, word by word. Views the line, which outlives it. Pure.
#pragma once

#include "core/base/word.h"
#include "core/scenario/scenario_lines.h"

#include <cstddef>
#include <string>
#include <string_view>

namespace spp::scenario
{

class Words
{
public:
    Words(std::string_view line, std::size_t number) : m_line(line), m_rest(line), m_number(number) {}

    std::size_t number() const { return m_number; }
    /// What is left, without blanks around it.
    std::string_view rest() const { return m_rest; }
    std::string_view take() { return text::takeWord(m_rest); }
    /// What is wrong here; at what is left.
    Error wrong(const std::string& sentence) const
    {
        const std::size_t column = m_rest.empty() ? m_line.size() + 1 : columnOf(m_rest);
        return errorAt(m_number, column, sentence);
    }
    Error wrong(std::string_view word, const std::string& sentence) const
    {
        return errorAt(m_number, columnOf(word), sentence);
    }

private:
    std::size_t columnOf(std::string_view part) const
    {
        return static_cast<std::size_t>(part.data() - m_line.data()) + 1;
    }

    std::string_view m_line;
    std::string_view m_rest;
    std::size_t m_number;
};

} // namespace spp::scenario
