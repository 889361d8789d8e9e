// SPDX-License-Identifier: MIT
/// The contents of files below control/, as qmail reads them (qmail-control). Pure: the bytes come in.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace spp::control
{

/// A line that counts, and where it stands (from 1).
struct ControlLine
{
    std::string text;
    std::size_t line = 0;
};

/// Lines of a list file: blanks and tabs at the end are cut; empty lines and lines that begin with # are left out. A NUL ends an
/// entry as the line's end does, but what stands behind it is taken whatever it is; a line that begins with one is left out.
std::vector<ControlLine> parseLines(std::string_view bytes);

/// The first line of a one-line file, blanks and tabs at its end cut; # has no meaning here.
std::string parseFirstLine(std::string_view bytes);

/// The number in a one-line file; nullopt if it does not begin with a digit. @param narrow it has 32 bits
std::optional<unsigned long> parseNumber(std::string_view bytes, bool narrow);

} // namespace spp::control
