// SPDX-License-Identifier: MIT
/// control/smtpplugins as a person sees it: sections, and in them plugins that are switched on or off, and comments, each with its lines.
/// What runs is what control::SmtpPlugins says. Pure; accepts any bytes.
#pragma once

#include "core/check/smtpplugins_lines.h"
#include "core/control/smtpplugins.h"
#include "core/session/dialect.h"

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace spp::check
{

struct OutlineRow
{
    enum class Kind { Plugin, Comment };
    Kind kind = Kind::Plugin;
    std::size_t line = 0;      ///< from 1
    std::size_t lineCount = 1; ///< a comment may have several
    std::string
        text; ///< a plugin's line without the mark that switches it off; a comment without its marks, on one line
    bool isOn = true; ///< false: a plugin that is commented out

    bool operator==(const OutlineRow&) const = default;
};

struct OutlineSection
{
    std::size_t line = 0; ///< of the heading; 0: this is what stands above the first one
    std::string heading;
    std::optional<control::Section> section; ///< nullopt: its plugins never run
    std::string about;                       ///< the comment right above the heading, on one line
    std::vector<OutlineRow> rows;
    std::size_t end = 1;   ///< a plugin that is added goes in front of this line
    std::size_t begin = 1; ///< the first line, that of the comment above the heading included

    /// It stands in no file, see shownSections().
    bool isMissing() const { return line == 0 && section; }
    bool operator==(const OutlineSection&) const = default;
};

/// Whether there is a program of that path; asked about what might be a path in a comment.
using KnowsProgram = std::function<bool(std::string_view path)>;

/// The first is what stands above all headings, even if that is nothing.
std::vector<OutlineSection> outline(std::string_view bytes, const KnowsProgram& isProgram = nullptr);

/// The outline for a person: sections of the dialect that the file has not stand where they would, and what stands above all headings
/// is left out if nothing of it is a plugin.
std::vector<OutlineSection> shownSections(const std::vector<OutlineSection>& outline, const session::Dialect& dialect);

/// How many bytes at the beginning of a line switch off the plugin behind them: "#", or "# "; 0: this is no plugin that is switched off.
/// Such is a path by itself (absolute, below plugins/ or bin/, or one that is known), or what stands behind "#:".
std::size_t offMark(std::string_view line, const KnowsProgram& isProgram = nullptr);

} // namespace spp::check
