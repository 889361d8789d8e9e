// SPDX-License-Identifier: MIT
/// Changes to the text of control/smtpplugins that leave every other byte as it is. Lines count from 1 and end in LF, as in an editor; a
/// text whose last line has no LF keeps it so. Pure: a new text is returned.
#pragma once

#include "core/check/smtpplugins_outline.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace spp::check
{

/// A text after a change, and the line that was meant.
struct Placed
{
    std::string bytes;
    std::size_t line = 0;

    bool operator==(const Placed&) const = default;
};

/// Lines [first, first + count) are put in front of what is line `before` now, which may be one beyond the last.
Placed moveLines(std::string_view bytes, std::size_t first, std::size_t count, std::size_t before);
std::string removeLines(std::string_view bytes, std::size_t first, std::size_t count);

/// A step up or down for the row that begins at a line: past its neighbour, or into the section next to its own. nullopt: there is no
/// such row, or no way to go.
std::optional<Placed> moveUp(std::string_view bytes, const std::vector<OutlineSection>& outline, std::size_t line);
std::optional<Placed> moveDown(std::string_view bytes, const std::vector<OutlineSection>& outline, std::size_t line);

/// Comments the line out, or in again.
std::string switchPlugin(std::string_view bytes, std::size_t line, bool on, const KnowsProgram& isProgram = nullptr);

/// Puts a line at the end of a section; where there is none, the section is made, in its place in the order of a session.
Placed addToSection(std::string_view bytes, control::Section section, std::string_view added);
/// The section's heading is made if there is none yet. The line is the one that the section's first plugin goes in front of.
Placed withSection(std::string_view bytes, control::Section section);

/// Lines [first, first + count) are put at the end of a section, which is made if there is none yet.
Placed moveToSection(std::string_view bytes, std::size_t first, std::size_t count, control::Section section);

/// What stands behind the program in a plugin's line; all of a shell line that names none.
std::string argumentsOf(std::string_view pluginLine);
/// The plugin's line with other arguments: with a colon in front, which they need, or without any. A shell line that names no program
/// becomes the arguments.
std::string withArguments(std::string_view pluginLine, std::string_view arguments);
/// The same in the text; a plugin that is switched off stays so.
std::string setArguments(std::string_view bytes, std::size_t line, std::string_view arguments,
                         const KnowsProgram& isProgram = nullptr);

} // namespace spp::check
