// SPDX-License-Identifier: MIT
/// control/smtpplugins: which plugins run in which section (qmail-spp README, "Configuration"). Each entry keeps its line, so that
/// everything said about a plugin can name its place. Pure; accepts any bytes.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace spp::control
{

enum class Section { Connection, Helo, Mail, Rcpt, Pass, Data, Auth };
inline constexpr std::size_t sectionCount = 7;

/// "connection", "helo" …
std::string_view formatSection(Section section);
/// The same backwards: the whole name, in small letters.
std::optional<Section> parseSection(std::string_view name);

/// One line below a section.
struct PluginEntry
{
    std::string text;     ///< the line as written, the colon of a shell line included
    std::size_t line = 0; ///< in the file, from 1

    bool isShell() const { return text.starts_with(':'); }
};

/// A bracketed line, told by the first letter behind the bracket alone.
struct SectionHeading
{
    std::string text;
    std::size_t line = 0;
    std::optional<Section> section; ///< nullopt: its plugins never run
};

class SmtpPlugins
{
public:
    static SmtpPlugins parse(std::string_view bytes);

    const std::vector<PluginEntry>& plugins(Section section) const
    {
        return m_plugins[static_cast<std::size_t>(section)];
    }
    const std::vector<SectionHeading>& headings() const { return m_headings; }
    /// Plugins above the first section or below an unknown one.
    const std::vector<PluginEntry>& neverRun() const { return m_neverRun; }

private:
    std::array<std::vector<PluginEntry>, sectionCount> m_plugins;
    std::vector<SectionHeading> m_headings;
    std::vector<PluginEntry> m_neverRun;
};

} // namespace spp::control
