// SPDX-License-Identifier: MIT
/// The programs of a home that may stand in smtpplugins, and what can be told of them by looking. Reads files only through the view it
/// is given.
#pragma once

#include "core/check/check.h"
#include "core/check/script.h"

#include <string>
#include <vector>

namespace spp::check
{

struct Program
{
    std::string path; ///< as smtpplugins names it: relative to the home, or absolute
    FileFacts facts;
    Script script;
    std::string head;    ///< see headComment()
    std::string summary; ///< see summaryOf()
};

/// Files below plugins/, executable or not, and those elsewhere that smtpplugins names; sorted by path. Hidden files and backups are left
/// out, and so is what lies beyond the limits: eight folders deep, 500 files.
std::vector<Program> findPrograms(const Subject& subject);

} // namespace spp::check
