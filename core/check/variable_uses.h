// SPDX-License-Identifier: MIT
/// Which variables of the environment a script reads, told by how its language writes that. Pure.
#pragma once

#include "core/check/script.h"
#include "core/check/shell_text.h"

#include <string_view>
#include <vector>

namespace spp::check
{

/// Shell: $NAME; Python: os.environ["NAME"], os.environ.get("NAME"), os.getenv("NAME"); Perl: $ENV{NAME}; empty for other languages.
std::vector<VariableUse> variableUses(Language language, std::string_view bytes);

} // namespace spp::check
