// SPDX-License-Identifier: MIT
/// The lists in the comment at a plugin's head; the form is told in resources/plugins/README.md. Pure; accepts any bytes.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace spp::library
{

/// One entry of a list behind a label: its first word or words, two blanks, and what it means, maybe over several lines.
struct HeadItem
{
    std::string word;
    std::string meaning;
};

/// The entries behind "Set" and the like, which stands at a line's beginning; the lines below it are indented.
std::vector<HeadItem> itemsBehind(std::string_view label, const std::vector<std::string_view>& lines);

} // namespace spp::library
