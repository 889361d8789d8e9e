// SPDX-License-Identifier: MIT
/// What a check has found in a home, before anything ran: where, what is wrong, what to do, and the change that mends it where there is
/// one. Values.
#pragma once

#include "core/check/rule.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace spp::check
{

/// Bytes [begin, end) of a file are replaced.
struct Edit
{
    std::size_t begin = 0;
    std::size_t end = 0;
    std::string text;

    bool operator==(const Edit&) const = default;
};

struct Fix
{
    std::string title;       ///< what a person chooses: “make it executable”; empty: there is no fix
    std::string file;        ///< that it changes; relative to the home, or absolute
    std::vector<Edit> edits; ///< of the bytes that were checked; in their order, none overlaps another
    bool makesExecutable = false;
    std::size_t checked = 0; ///< tells the bytes that were checked, see fits()

    bool operator==(const Fix&) const = default;
};

struct Finding
{
    Rule rule = Rule::MissingPlugin;
    std::string file;       ///< relative to the home, or absolute
    std::size_t line = 0;   ///< from 1; 0: the file as a whole
    std::size_t column = 0; ///< in bytes, from 1; 0: the whole line
    std::size_t length = 0; ///< in bytes
    std::string sentence;   ///< what is wrong, and what to do
    Fix fix;

    bool hasFix() const { return !fix.title.empty(); }
    Severity severity() const { return severityOf(rule); }
    bool operator==(const Finding&) const = default;
};

/// "control/smtpplugins:12:3", as editors understand it; without the parts that are not known.
std::string formatPlace(const Finding& finding);

/// By file, line, column and rule, each once.
void sortFindings(std::vector<Finding>& findings);

/// CR LF becomes LF.
Fix unixLineEnds(std::string file, std::string_view bytes);

/// Whether the edits are of these bytes: a text may have changed since it was checked.
bool fits(const Fix& fix, std::string_view bytes);
/// Notes the bytes that a fix belongs to.
void noteChecked(Fix& fix, std::string_view bytes);

/// The file's bytes with the fix's edits made. They must be of these bytes.
std::string mended(std::string_view bytes, const Fix& fix);

} // namespace spp::check
