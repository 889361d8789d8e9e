// SPDX-License-Identifier: MIT
/// The sections of smtpplugins explained, for one who has not met them before. Static data.
#pragma once

#include "core/control/smtpplugins.h"
#include "core/plugin/variables.h"
#include "core/session/dialect.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace spp::check
{

/// Those that a server of this dialect runs, in the order of a session.
std::vector<control::Section> sectionsOf(const session::Dialect& dialect);
bool hasSection(const session::Dialect& dialect, control::Section section);

/// The section of that name; nullopt if there is none.
std::optional<control::Section> findSection(std::string_view name);

/// When it runs, in some words: "RCPT TO, once for each recipient".
std::string_view sectionBrief(control::Section section);
/// The same in a sentence or two.
std::string_view sectionWhen(control::Section section);

struct LetterMeaning
{
    std::string_view letters; ///< "E", "S, U"; empty: nothing printed
    std::string_view meaning;
};

/// What the letters do that a plugin prints in this section.
std::vector<LetterMeaning> letterMeanings(control::Section section, const session::Dialect& dialect);

/// Variables about the session that are set when the section runs; those of the connection are set in all of them.
std::vector<const plugin::Variable*> sectionVariables(control::Section section);

/// When a variable is there, in a sentence; empty: it may be at any time.
std::string variableSince(const plugin::Variable& variable);

/// Of variables with what a client says.
inline constexpr std::string_view fromClientWarning =
    "The client decides what stands in it: anything may. In a shell, quote it.";

} // namespace spp::check
