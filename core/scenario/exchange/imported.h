// SPDX-License-Identifier: MIT
/// A scenario made of what another program has written, and what was lost or guessed on the way. Values.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace spp::scenario
{

struct Imported
{
    std::string text;                 ///< of a *.spp file
    std::vector<std::string> remarks; ///< sentences for the person, printable
};

/// Writes the lines of a scenario. In what a client says "${" is no variable.
class ScenarioText
{
public:
    /// A line of the scenario's own, as it stands.
    void line(std::string_view text) { m_text.append(text).append("\n"); }
    void blank() { m_text += "\n"; }
    void comment(std::string_view words) { m_text.append("# ").append(words).append("\n"); }
    /// What a person or a client has said behind a word such as "C: ".
    void said(std::string_view word, std::string_view text)
    {
        m_text += word;
        const std::size_t begin = m_text.size();
        m_text += text;
        for (auto mark = m_text.find("${", begin); mark != std::string::npos; mark = m_text.find("${", mark + 3))
            m_text.insert(mark + 2, 1, '{');
        m_text += "\n";
    }

    std::string take() { return std::move(m_text); }

private:
    std::string m_text;
};

} // namespace spp::scenario
